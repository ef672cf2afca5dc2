import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCallerResolver } from '@/lib/auth/caller';
import { instant } from '@/lib/core/time/instant';
import { type Database, openDatabase } from '@/lib/db/client';
import { ensureOrganisation } from '@/lib/db/repositories/ensure-organisation';
import { createPeopleStore } from '@/lib/db/repositories/people-store';
import { createTestDatabase, type TestDatabase } from '@/tests/support/postgres';

const root = path.resolve(import.meta.dirname, '../../..');
const run = promisify(execFile);

let test: TestDatabase;
let database: Database;
const idleErrors: Error[] = [];

beforeAll(async () => {
  test = await createTestDatabase();
  database = openDatabase({
    url: test.url,
    maxConnections: 2,
    onIdleError: (error) => idleErrors.push(error),
  });
});

afterAll(async () => {
  await database.close();
  await test.drop();
});

function issue(...args: string[]) {
  const env = { ...process.env, DATABASE_URL: test.url };
  const command = ['--import', 'tsx', 'scripts/issue-token.ts', ...args];
  return run(process.execPath, command, { cwd: root, env });
}

async function resolve(token: string) {
  const organisationId = await ensureOrganisation(database.pool);
  const { prisma, pool } = database;
  const resolver = createCallerResolver({
    people: createPeopleStore({ prisma, pool, organisationId, newId: randomUUID }),
    secrets: { authSecret: 'a secret that only this test knows, 40+' },
    clock: () => instant(Date.now()),
    publicUrl: 'http://localhost:3000',
  });
  return resolver.resolve({ headers: new Headers({ authorization: `Bearer ${token}` }) });
}

describe('npm run token', () => {
  it('prints a token, and nothing else, that names its owner', async () => {
    const { stdout } = await issue('--email', 'Alice@example.org', '--role', 'manager');
    expect(stdout).toMatch(/^foyer_\S{49}\n$/);
    expect(await resolve(stdout.trim())).toMatchObject({
      via: 'token',
      person: { email: 'alice@example.org', name: 'alice', role: 'manager' },
    });
    const rows = await database.pool.query('SELECT * FROM tokens');
    expect(JSON.stringify(rows.rows)).not.toContain(stdout.trim());
  });

  it('gives a second token to a known person without a role', async () => {
    const { stdout } = await issue('--email', 'alice@example.org', '--days', '1');
    expect((await resolve(stdout.trim()))?.person.role).toBe('manager');
  });

  it.each([
    [2, ['--role', 'boss', '--email', 'a@example.org'], '--role must be'],
    [2, [], '--email is missing'],
    [1, ['--email', 'nobody@example.org'], 'Nobody has the address'],
    [1, ['--email', 'nobody', '--role', 'admin'], 'not valid'],
  ])('ends with %i for %o, and says why', async (code, args, words) => {
    await expect(issue(...args)).rejects.toMatchObject({
      code,
      stdout: '',
      stderr: expect.stringContaining(words),
    });
  });
});
