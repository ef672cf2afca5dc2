import path from 'node:path';
import type { Env } from '@/lib/config/env';
import { startEmbeddedDatabase } from '@/lib/db/embedded/start-embedded-database';
import { applyMigrations } from '@/lib/db/migrate';

/** A database that is there and up to date. */
export interface ReadyDatabase {
  readonly url: string;
  /** Leaves the embedded database; the last process that leaves stops it. Idempotent. */
  readonly stop: () => Promise<void>;
}

/** Hears of an embedded database that died and cannot be started again. */
export interface BootOptions {
  readonly onProblem?: (error: unknown) => void;
}

/** Named so that Next.js's file tracing sees it; a folder read dynamically drags in the project. */
const migrationsDirectory = path.join(process.cwd(), 'prisma/migrations');

/**
 * The database to use, with all migrations applied: the one of the environment, or the embedded
 * PostgreSQL of the data directory, started or joined.
 * @throws EmbeddedDatabaseError, MigrationError, or the driver's error when it cannot connect.
 */
export async function ensureDatabase(
  env: Pick<Env, 'databaseUrl' | 'dataDirectory'>,
  options: BootOptions = {},
): Promise<ReadyDatabase> {
  const database =
    env.databaseUrl === null
      ? await startEmbeddedDatabase({ dataDirectory: env.dataDirectory, ...options })
      : { url: env.databaseUrl, stop: async () => undefined };
  try {
    await applyMigrations(database.url, migrationsDirectory);
  } catch (error) {
    await database.stop();
    throw error;
  }
  return { url: database.url, stop: database.stop };
}
