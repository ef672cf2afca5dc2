import { createHash, randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, escapeIdentifier } from 'pg';
import { isPidAlive } from '@/lib/db/embedded/process-identity';
import { startEmbeddedDatabase } from '@/lib/db/embedded/start-embedded-database';
import { applyMigrations } from '@/lib/db/migrate';

/** A database of one test's own, migrated and empty. */
export interface TestDatabase {
  readonly url: string;
  readonly drop: () => Promise<void>;
}

const root = path.resolve(import.meta.dirname, '../..');
const migrationsDirectory = path.join(root, 'prisma/migrations');
const leavePatienceMs = 3_000;
const leavePauseMs = 10;
const templateLockKey = 77_120_339;

/** The server that all tests of this checkout share; whoever asks last stops it. */
export function startTestServer() {
  return startEmbeddedDatabase({ dataDirectory: path.join(root, '.foyer/test') });
}

/** Makes a database from a migrated template: some tens of milliseconds. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = await startTestServer();
  const name = `test_${process.pid}_${randomBytes(6).toString('hex')}`;
  await withClient(server.url, async (client) => {
    await client.query('SELECT pg_advisory_lock($1)', [templateLockKey]);
    const template = await ensureTemplate(client, server.url);
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY FILE_COPY`);
  });
  return {
    url: urlOf(server.url, name),
    drop: async () => {
      await withClient(server.url, async (client) => {
        await waitForLastToLeave(client, name);
        await client.query(`DROP DATABASE ${name} WITH (FORCE)`);
      });
      await server.stop();
    },
  };
}

/** A pool that has ended is still hanging up; thrown out meanwhile, it raises an error in nobody. */
async function waitForLastToLeave(client: Client, name: string): Promise<void> {
  const deadline = Date.now() + leavePatienceMs;
  const isInUse = async () => {
    const sessions = await client.query('SELECT 1 FROM pg_stat_activity WHERE datname = $1', [
      name,
    ]);
    return sessions.rows.length > 0;
  };
  while (Date.now() < deadline && (await isInUse())) await sleep(leavePauseMs);
}

async function ensureTemplate(client: Client, serverUrl: string): Promise<string> {
  const template = `template_${await hashMigrations()}`;
  const names = await listDatabases(client);
  if (names.includes(template)) return template;
  for (const name of names.filter(isLeftBehind)) {
    await client.query(`DROP DATABASE IF EXISTS ${escapeIdentifier(name)} WITH (FORCE)`);
  }
  const draft = `draft_${template}`;
  await client.query(`CREATE DATABASE ${draft}`);
  await applyMigrations(urlOf(serverUrl, draft), migrationsDirectory);
  await client.query(`ALTER DATABASE ${draft} RENAME TO ${template}`);
  return template;
}

/** Old templates, and the databases of tests that were killed. */
function isLeftBehind(name: string): boolean {
  const owner = /^test_(\d+)_/.exec(name)?.[1];
  if (owner !== undefined) return !isPidAlive(Number(owner));
  return name.startsWith('template_') || name.startsWith('draft_template_');
}

async function listDatabases(client: Client): Promise<readonly string[]> {
  const result = await client.query<{ datname: string }>(
    'SELECT datname FROM pg_database WHERE NOT datistemplate',
  );
  return result.rows.map((row) => row.datname);
}

async function hashMigrations(): Promise<string> {
  const hash = createHash('sha256');
  const names = await readdir(migrationsDirectory, { recursive: true });
  for (const name of names.filter((each) => each.endsWith('.sql')).sort()) {
    hash.update(name).update(await readFile(path.join(migrationsDirectory, name)));
  }
  return hash.digest('hex').slice(0, 16);
}

async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function urlOf(serverUrl: string, database: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.href;
}
