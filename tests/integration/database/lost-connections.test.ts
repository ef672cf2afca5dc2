import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Database, openDatabase } from '@/lib/db/client';
import { createExclusiveWork } from '@/lib/db/repositories/exclusive-work';
import { createPlacesStore } from '@/lib/db/repositories/places-store';
import { rememberRooms } from '@/lib/db/repositories/remembered-rooms';
import { inTransaction } from '@/lib/db/transaction';
import { freePort } from '@/tests/support/free-port';
import { createTestDatabase, type TestDatabase } from '@/tests/support/postgres';
import { waitFor } from '@/tests/support/wait-for';

let server: TestDatabase;
let database: Database;

const open = (url: string) =>
  openDatabase({ url, maxConnections: 3, onIdleError: () => undefined });

beforeAll(async () => {
  server = await createTestDatabase();
  database = open(server.url);
});
afterAll(async () => {
  await database?.close();
  await server?.drop();
});

/** Ends the one connection whose last statement was that, as a server that is killed would. */
async function cut(lastStatement: string): Promise<void> {
  const { rows } = await database.pool.query(
    `SELECT pg_terminate_backend(pid, 5000) AS gone FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid() AND query LIKE $1`,
    [`${lastStatement}%`],
  );
  expect(rows).toEqual([{ gone: true }]);
}

/** The process of the one connection whose last statement was that. */
async function backendOf(lastStatement: string): Promise<number> {
  return waitFor('the statement', async () => {
    const { rows } = await database.pool.query<{ pid: number }>(
      `SELECT pid FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid() AND query = $1`,
      [lastStatement],
    );
    return rows[0]?.pid ?? null;
  });
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

// An event that nobody listens to ends the run of the tests as it would end the application.
it('tells whoever works alone by the end of the work, and nobody else', async () => {
  const alone = createExclusiveWork(database.pool);
  const working = alone.tryAlone('work', async (lost) => {
    await cut('SELECT pg_try_advisory_lock');
    await aborted(lost);
    return 'done';
  });
  await expect(working).rejects.toThrow('lost');
  expect(await alone.tryAlone('work', async () => 'done again')).toBe('done again');
});

it('tells whoever works alone when the server says nothing more', async () => {
  const alone = createExclusiveWork(database.pool, 200);
  let pid = 0;
  const working = alone.tryAlone('quiet work', async (lost) => {
    pid = await backendOf('SELECT 1');
    expect(lost.aborted).toBe(false);
    process.kill(pid, 'SIGSTOP');
    await aborted(lost);
  });
  try {
    await expect(working).rejects.toThrow('lost');
  } finally {
    if (pid !== 0) process.kill(pid, 'SIGCONT');
  }
});

it('tells a transaction by its next statement, and keeps none of it', async () => {
  const working = inTransaction(database.pool, async (client) => {
    await client.query('CREATE TABLE half_done (id integer)');
    await cut('CREATE TABLE half_done');
    await client.query('SELECT 1');
  });
  await expect(working).rejects.toThrow();
  const { rows } = await database.pool.query(`SELECT to_regclass('half_done') AS found`);
  expect(rows).toEqual([{ found: null }]);
});

it('is no error of the application for who asks for rooms', async () => {
  const nowhere = open(`postgres://foyer@127.0.0.1:${await freePort()}/foyer`);
  try {
    const places = rememberRooms(nowhere.pool, createPlacesStore(nowhere.pool));
    const asking = places.findRooms({ organisationId: 'organisation' });
    await expect(asking).rejects.toMatchObject({ code: 'database-unavailable' });
  } finally {
    await nowhere.close();
  }
});
