import type { Pool } from 'pg';
import type { ExclusiveWork } from '@/lib/db/ports';

/**
 * By an advisory lock of PostgreSQL, held by a session of its own: a replica that dies, or loses its
 * database, loses the lock with it.
 */
export function createExclusiveWork(pool: Pool): ExclusiveWork {
  return {
    async tryAlone(name, work) {
      const client = await pool.connect();
      let broken = true;
      try {
        const key = [`foyer:${name}`];
        const { rows } = await client.query<{ got: boolean }>(
          'SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS got',
          key,
        );
        if (!rows[0]?.got) {
          broken = false;
          return null;
        }
        try {
          return await work();
        } finally {
          await client.query('SELECT pg_advisory_unlock(hashtextextended($1, 0))', key);
          broken = false;
        }
      } finally {
        // A session that may still hold the lock must not go back to the others.
        client.release(broken);
      }
    },
  };
}
