import { randomBytes, randomUUID } from 'node:crypto';
import { issueToken } from '@/lib/auth/issue-token';
import { parseTokenArguments, tokenUsage } from '@/lib/auth/token-arguments';
import { readEnv } from '@/lib/config/env';
import { instant } from '@/lib/core/time/instant';
import { ensureDatabase } from '@/lib/db/boot';
import { openDatabase } from '@/lib/db/client';
import { ensureOrganisation } from '@/lib/db/repositories/ensure-organisation';
import { createPeopleStore } from '@/lib/db/repositories/people-store';

/** Prints a new token and nothing else on standard output; what is wrong goes to standard error. */
const clock = () => instant(Date.now());
const badUsageCode = 2;

const parsed = parseTokenArguments(process.argv.slice(2), clock());
if ('problem' in parsed) {
  process.stderr.write(`${parsed.problem}\n${tokenUsage}\n`);
  process.exitCode = badUsageCode;
} else {
  await issue(parsed.request).catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });
}

async function issue(request: Parameters<typeof issueToken>[1]): Promise<void> {
  const ready = await ensureDatabase(readEnv());
  const { prisma, pool, close } = openDatabase({
    url: ready.url,
    maxConnections: 1,
    onIdleError: (error) => process.stderr.write(`${error.message}\n`),
  });
  try {
    const organisationId = await ensureOrganisation(pool);
    const people = createPeopleStore({ prisma, organisationId, newId: randomUUID });
    const token = await issueToken({ people, clock, random: randomBytes }, request);
    process.stdout.write(`${token}\n`);
  } finally {
    await close();
    await ready.stop();
  }
}
