import path from 'node:path';
import { startEmbeddedDatabase } from '@/lib/db/embedded/start-embedded-database';
import { applyMigrations } from '@/lib/db/migrate';

/** A database that is there and up to date. */
export interface ReadyDatabase {
  readonly url: string;
  /** Leaves the embedded database; the last process that leaves stops it. Idempotent. */
  readonly stop: () => Promise<void>;
}

/** What decides which database it is: the application's environment has both. */
export interface DatabaseChoice {
  /** Null: the embedded PostgreSQL in the data directory. */
  readonly databaseUrl: string | null;
  /** Absolute path. */
  readonly dataDirectory: string;
}

/** Hears of an embedded database that died and cannot be started again. */
export interface BootOptions {
  readonly onProblem?: (error: unknown) => void;
}

/** Named so that Next.js's file tracing sees it; a folder read dynamically drags in the project. */
const migrationsDirectory = path.join(process.cwd(), 'prisma/migrations');

/**
 * The database to use, with all migrations applied: the named one, or the embedded
 * PostgreSQL of the data directory, started or joined.
 * @throws EmbeddedDatabaseError, MigrationError, or the driver's error when it cannot connect.
 */
export async function ensureDatabase(
  choice: DatabaseChoice,
  options: BootOptions = {},
): Promise<ReadyDatabase> {
  const database =
    choice.databaseUrl === null
      ? await startEmbeddedDatabase({ dataDirectory: choice.dataDirectory, ...options })
      : { url: choice.databaseUrl, stop: async () => undefined };
  try {
    await applyMigrations(database.url, migrationsDirectory);
  } catch (error) {
    await database.stop();
    throw error;
  }
  return { url: database.url, stop: database.stop };
}
