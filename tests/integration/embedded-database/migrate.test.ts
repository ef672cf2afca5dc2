import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applyMigrations, MigrationError } from '@/lib/db/migrate';
import { createTestDatabase, type TestDatabase } from '@/tests/support/postgres';

let folder: string;
let database: TestDatabase;
let client: Client;

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'foyer-migrations-'));
  database = await createTestDatabase();
  client = new Client({ connectionString: database.url });
  await client.connect();
});

afterEach(async () => {
  await client.end();
  await database.drop();
  rmSync(folder, { recursive: true });
});

const body = 'CREATE FUNCTION answer() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN 42; END $$;';

function write(name: string, sql: string): void {
  mkdirSync(path.join(folder, name), { recursive: true });
  writeFileSync(path.join(folder, name, 'migration.sql'), sql);
}

const apply = () => applyMigrations(database.url, folder);

async function codeOf(action: Promise<unknown>): Promise<string> {
  const error = await action.then(
    () => null,
    (reason: unknown) => reason,
  );
  return error instanceof MigrationError ? error.code : `not refused: ${String(error)}`;
}

describe('applyMigrations', () => {
  it('applies each once, in order, with bodies that hold semicolons', async () => {
    write('9002_second', 'INSERT INTO probe VALUES (answer());');
    write('9001_first', `CREATE TABLE probe (value int); ${body}`);
    expect(await apply()).toEqual(['9001_first', '9002_second']);
    expect(await apply()).toEqual([]);
    expect((await client.query('SELECT value FROM probe')).rows).toEqual([{ value: 42 }]);
  });

  it("records what Prisma's own tools expect", async () => {
    write('9001_first', body);
    await apply();
    const { rows } = await client.query(
      "SELECT * FROM _prisma_migrations WHERE migration_name = '9001_first'",
    );
    expect(rows).toMatchObject([
      {
        checksum: createHash('sha256').update(body).digest('hex'),
        finished_at: expect.any(Date),
        logs: null,
        rolled_back_at: null,
        applied_steps_count: 1,
      },
    ]);
  });

  it('is applied once by many starting at the same time', async () => {
    write('9001_first', 'CREATE TABLE probe (value int);');
    const applied = await Promise.all(Array.from({ length: 8 }, apply));
    expect(applied.flat()).toEqual(['9001_first']);
  });

  it('leaves everything as it was when one fails', async () => {
    write('9001_first', 'CREATE TABLE probe (value int);');
    write('9002_broken', 'CREATE TABLE other (value int); SELECT no_such_function();');
    expect(await codeOf(apply())).toBe('failed');
    const { rows } = await client.query("SELECT to_regclass('probe') AS probe");
    expect(rows).toEqual([{ probe: null }]);
  });

  it('refuses a migration that was changed after it was applied', async () => {
    write('9001_first', 'CREATE TABLE probe (value int);');
    await apply();
    write('9001_first', 'CREATE TABLE probe (value bigint);');
    expect(await codeOf(apply())).toBe('changed');
  });

  it('takes turned line ends for the same migration', async () => {
    write('9001_first', 'CREATE TABLE probe (\n value int);\n');
    await apply();
    write('9001_first', 'CREATE TABLE probe (\r\n value int);\r\n');
    expect(await apply()).toEqual([]);
  });

  it('refuses to go on after a migration that another tool left half done', async () => {
    write('9001_first', 'CREATE TABLE probe (value int);');
    await apply();
    await client.query('UPDATE _prisma_migrations SET finished_at = NULL');
    expect(await codeOf(apply())).toBe('half-applied');
  });

  it('leaves alone what a newer version applied', async () => {
    write('9001_first', 'CREATE TABLE probe (value int);');
    await apply();
    rmSync(path.join(folder, '9001_first'), { recursive: true });
    expect(await apply()).toEqual([]);
  });

  it('says so when there are none to read', async () => {
    expect(await codeOf(applyMigrations(database.url, path.join(folder, 'none')))).toBe(
      'unreadable',
    );
  });
});
