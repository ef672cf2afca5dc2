import type { Pool } from 'pg';
import { outboxChannel } from '@/lib/db/listen-outbox';

/** Changes that follow each other this closely, as a hold and its confirmation, are one news. */
const gatherMs = 20;

export interface NewsLog {
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
}

export interface Announcer {
  /** There is news in the outbox. */
  readonly announce: () => void;
  /** Says what is still to be said, before the pool ends. */
  close(): Promise<void>;
}

/**
 * Tells all replicas that there is news in the outbox, shortly after it was committed. Not in the
 * transaction itself: PostgreSQL lets only one transaction with a NOTIFY commit at a time, which
 * halves the bookings a second. An announcement that is lost delays the news until the next poll.
 */
export function createAnnouncer(pool: Pool, log: NewsLog): Announcer {
  let due: NodeJS.Timeout | null = null;
  const tell = async () => {
    due = null;
    try {
      await pool.query(`SELECT pg_notify('${outboxChannel}', '')`);
    } catch (error) {
      log.warn({ err: error }, 'news of a change was not announced');
    }
  };
  return {
    announce: () => {
      due ??= setTimeout(() => void tell(), gatherMs);
    },
    close: async () => {
      if (due === null) return;
      clearTimeout(due);
      await tell();
    },
  };
}
