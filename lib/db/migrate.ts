import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { Client } from 'pg';

/** What can go wrong with migrations. */
export type MigrationErrorCode = 'changed' | 'half-applied' | 'failed' | 'unreadable';

/** The database cannot be brought up to date; the message names the migration. */
export class MigrationError extends Error {
  readonly code: MigrationErrorCode;

  constructor(code: MigrationErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'MigrationError';
    this.code = code;
  }
}

interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

interface AppliedRow {
  readonly migration_name: string;
  readonly checksum: string;
  readonly finished_at: Date | null;
}

/** Any number, the same in every version of Foyer. */
const advisoryLockKey = 4_081_530_771;
const connectTimeoutMs = 15_000;

/** Prisma's own table: `prisma migrate status` and `deploy` stay usable on the same database. */
const createTable = `
  CREATE TABLE _prisma_migrations (
    id                  VARCHAR(36) PRIMARY KEY NOT NULL,
    checksum            VARCHAR(64) NOT NULL,
    finished_at         TIMESTAMPTZ,
    migration_name      VARCHAR(255) NOT NULL,
    logs                TEXT,
    rolled_back_at      TIMESTAMPTZ,
    started_at          TIMESTAMPTZ NOT NULL DEFAULT now(),
    applied_steps_count INTEGER NOT NULL DEFAULT 0
  )`;

/**
 * Applies the migrations of a folder that the database lacks, in the order of their names, all in
 * one transaction: either the database is up to date or it is as it was. Of several replicas that
 * start at once one applies them and the others wait. Migrations that only the database knows, from
 * a newer version, are left alone.
 * @returns the names of those applied now.
 * @throws MigrationError `changed` when an applied migration's file differs from what was applied.
 */
export async function applyMigrations(
  databaseUrl: string,
  directory: string,
): Promise<readonly string[]> {
  const migrations = await readMigrations(directory);
  const client = new Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: connectTimeoutMs,
    application_name: 'foyer-migrations',
  });
  await client.connect();
  try {
    return await applyInTransaction(client, migrations);
  } finally {
    await client.end();
  }
}

async function applyInTransaction(
  client: Client,
  migrations: readonly Migration[],
): Promise<readonly string[]> {
  await client.query('BEGIN');
  try {
    await client.query('SELECT pg_advisory_xact_lock($1)', [advisoryLockKey]);
    const missing = findMissing(migrations, await readApplied(client));
    for (const migration of missing) await applyOne(client, migration);
    await client.query('COMMIT');
    return missing.map((migration) => migration.name);
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}

async function readMigrations(directory: string): Promise<readonly Migration[]> {
  try {
    const entries = await readdir(directory, { withFileTypes: true });
    const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
    return await Promise.all(names.sort().map((name) => readMigration(directory, name)));
  } catch (error) {
    throw new MigrationError('unreadable', `The migrations in ${directory} cannot be read.`, {
      cause: error,
    });
  }
}

async function readMigration(directory: string, name: string): Promise<Migration> {
  const text = await readFile(path.join(directory, name, 'migration.sql'), 'utf8');
  // A checkout on Windows may turn the line ends; the migration is the same.
  const sql = text.replaceAll('\r\n', '\n');
  return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
}

async function readApplied(client: Client): Promise<readonly AppliedRow[]> {
  const table = await client.query<{ exists: boolean }>(
    "SELECT to_regclass('_prisma_migrations') IS NOT NULL AS exists",
  );
  if (table.rows[0]?.exists !== true) {
    await client.query(createTable);
    return [];
  }
  const applied = await client.query<AppliedRow>(
    `SELECT migration_name, checksum, finished_at
       FROM _prisma_migrations WHERE rolled_back_at IS NULL`,
  );
  return applied.rows;
}

function findMissing(
  migrations: readonly Migration[],
  applied: readonly AppliedRow[],
): readonly Migration[] {
  const rows = new Map(applied.map((row) => [row.migration_name, row]));
  return migrations.filter((migration) => {
    const row = rows.get(migration.name);
    if (row === undefined) return true;
    checkApplied(migration, row);
    return false;
  });
}

function checkApplied(migration: Migration, row: AppliedRow): void {
  if (row.finished_at === null) {
    throw new MigrationError(
      'half-applied',
      `Another tool began the migration ${migration.name} and did not finish it. Repair the ` +
        'database by hand, then mark it with: prisma migrate resolve',
    );
  }
  if (row.checksum !== migration.checksum) {
    throw new MigrationError(
      'changed',
      `The migration ${migration.name} was changed after it was applied to this database. ` +
        'Restore the file; a change of the schema is a new migration.',
    );
  }
}

async function applyOne(client: Client, migration: Migration): Promise<void> {
  const startedAt = new Date();
  try {
    await client.query(migration.sql);
  } catch (error) {
    throw new MigrationError('failed', `The migration ${migration.name} failed.`, { cause: error });
  }
  await client.query(
    `INSERT INTO _prisma_migrations
       (id, checksum, finished_at, migration_name, started_at, applied_steps_count)
     VALUES ($1, $2, clock_timestamp(), $3, $4, 1)`,
    [randomUUID(), migration.checksum, migration.name, startedAt],
  );
}
