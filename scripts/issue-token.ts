import { randomBytes } from 'node:crypto';
import { issueToken } from '@/lib/auth/issue-token';
import { parseTokenArguments, type TokenArguments, tokenUsage } from '@/lib/auth/token-arguments';
import { readEnv } from '@/lib/config/env';
import { createContainer } from '@/lib/container';
import { instant } from '@/lib/core/time/instant';

type Request = Extract<TokenArguments, { request: unknown }>['request'];

const parsed = parseTokenArguments(process.argv.slice(2), instant(Date.now()));
process.exitCode = 'problem' in parsed ? refuse(parsed.problem) : await issue(parsed.request);

function refuse(problem: string): number {
  process.stderr.write(`${problem}\n${tokenUsage}\n`);
  return 2;
}

/** Prints the token and nothing else, so that a script can take it. */
async function issue(request: Request): Promise<number> {
  try {
    const { people, clock, close } = await createContainer({ ...readEnv(), logLevel: 'silent' });
    try {
      const token = await issueToken({ people, clock: clock.now, random: randomBytes }, request);
      process.stdout.write(`${token}\n`);
      return 0;
    } finally {
      await close();
    }
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
}
