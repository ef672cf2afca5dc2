import type { Pool, PoolClient } from 'pg';
import type { ExclusiveWork } from '@/lib/db/ports';

/** A session that does not answer for this long is taken for lost. */
const usualCheckEveryMs = 5_000;

/**
 * By an advisory lock of PostgreSQL, held by a session of its own: a replica that dies, or loses its
 * database, loses the lock with it. The session is asked again and again while the work goes on.
 */
export function createExclusiveWork(
  pool: Pool,
  checkEveryMs: number = usualCheckEveryMs,
): ExclusiveWork {
  return {
    async tryAlone(name, work) {
      const client = await pool.connect();
      let isWhole = false;
      try {
        const key = [`foyer:${name}`];
        const { rows } = await client.query<{ got: boolean }>(
          'SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS got',
          key,
        );
        if (!rows[0]?.got) {
          isWhole = true;
          return null;
        }
        const session = watchSession(client, checkEveryMs);
        const done = await work(session.lost).finally(session.end);
        session.lost.throwIfAborted();
        await client.query('SELECT pg_advisory_unlock(hashtextextended($1, 0))', key);
        isWhole = true;
        return done;
      } finally {
        // A session that may still hold the lock must not go back to the others.
        client.release(!isWhole);
      }
    },
  };
}

interface WatchedSession {
  readonly lost: AbortSignal;
  /** Resolves once the session is quiet, or lost. */
  readonly end: () => Promise<void>;
}

function watchSession(client: PoolClient, checkEveryMs: number): WatchedSession {
  const losing = new AbortController();
  const lose = () => losing.abort(new Error('the session that holds the lock is lost'));
  let check: Promise<void> | null = null;
  const timer = setInterval(() => {
    if (check) {
      lose();
      return;
    }
    check = client.query('SELECT 1').then(() => {
      check = null;
    }, lose);
  }, checkEveryMs).unref();
  client.once('error', lose);
  client.once('end', lose);
  const ended = new Promise<void>((resolve) => {
    losing.signal.addEventListener('abort', () => resolve(), { once: true });
  });
  return {
    lost: losing.signal,
    end: async () => {
      if (check) await Promise.race([check, ended]);
      clearInterval(timer);
      client.off('error', lose);
      client.off('end', lose);
    },
  };
}
