import { PrismaPg } from '@prisma/adapter-pg';
import { Pool } from 'pg';
import { PrismaClient } from '@/lib/db/generated/client';

/** One pool under both roads to the database: Prisma for rows, `pool` for what only SQL can say. */
export interface Database {
  readonly prisma: PrismaClient;
  readonly pool: Pool;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  readonly url: string;
  readonly maxConnections: number;
  /** Idle connections fail when the server goes away; somebody has to hear of it. */
  readonly onIdleError: (error: Error) => void;
}

export function openDatabase({ url, maxConnections, onIdleError }: DatabaseOptions): Database {
  const pool = new Pool({
    connectionString: url,
    max: maxConnections,
    connectionTimeoutMillis: 5_000,
    statement_timeout: 30_000,
    // Every statement here is short: compiling one costs more than running it, and so does planning.
    options: '-c jit=off -c plan_cache_mode=force_generic_plan',
  });
  pool.on('error', onIdleError);
  pool.on('connect', (client) => client.on('error', heardByTheBorrower));
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  return {
    prisma,
    pool,
    close: async () => {
      await prisma.$disconnect();
      await pool.end();
    },
  };
}

/**
 * A lent connection that is lost between two statements tells so by an event, which would end the
 * process if nobody listened; whoever has borrowed it is told by the next statement.
 */
const heardByTheBorrower = (): undefined => undefined;
