import type { Pool } from 'pg';
import type { MockControls } from '@/lib/calendar/backends/mock/controls';
import type { Installation } from '@/tests/integration/booking/support/installation';

/** The books of an installation beside those of the calendar. */
export interface Books {
  readonly statuses: readonly string[];
  readonly bookings: number;
  readonly occurrences: number;
  readonly keys: number;
  /** Uids of Foyer's events in the calendar, one for each event. */
  readonly events: readonly string[];
}

export async function readBooks(pool: Pool, controls: MockControls): Promise<Books> {
  const found = await pool.query<{ status: string }>('SELECT status FROM bookings ORDER BY id');
  return {
    statuses: found.rows.map((row) => row.status),
    bookings: found.rows.length,
    occurrences: await count(pool, 'occurrences'),
    keys: await count(pool, 'idempotency_keys'),
    events: foyerEvents(controls),
  };
}

async function count(pool: Pool, table: 'occurrences' | 'idempotency_keys'): Promise<number> {
  const found = await pool.query<{ total: number }>(`SELECT count(*)::int AS total FROM ${table}`);
  return found.rows[0]?.total ?? 0;
}

export function foyerEvents(controls: MockControls): readonly string[] {
  return controls
    .peek()
    .map((event) => event.uid)
    .filter((uid) => uid.startsWith('foyer-'));
}

interface BookedRow {
  readonly uid: string;
  readonly status: string;
  readonly event_count: number;
}

/**
 * What is wrong between bookings and the calendar once nothing is on its way: an acknowledged
 * booking that is not there exactly once, anything left of one that ended, an event of nobody's.
 */
export async function findFaults(
  installations: readonly Pick<Installation, 'pool'>[],
  controls: MockControls,
): Promise<readonly string[]> {
  const rows: BookedRow[] = [];
  for (const { pool } of installations) {
    const found = await pool.query<BookedRow>(
      `SELECT b.uid, b.status, count(e.id)::int AS event_count
         FROM bookings b JOIN booking_events e ON e.booking_id = b.id AND e.stage <> 'withdrawn'
        GROUP BY b.uid, b.status`,
    );
    rows.push(...found.rows);
  }
  const events = foyerEvents(controls);
  const eventsOf = (uid: string) => events.filter((event) => event.startsWith(uid)).length;
  const wrong = rows.flatMap(({ uid, status, event_count: wanted }) => {
    const expected = status === 'confirmed' ? wanted : 0;
    const isOpen = status === 'pending' || status.startsWith('awaiting');
    if (isOpen) return [`${uid} is still ${status}`];
    return eventsOf(uid) === expected ? [] : [`${uid} is ${status} with ${eventsOf(uid)} events`];
  });
  const orphans = events.filter((event) => !rows.some(({ uid }) => event.startsWith(uid)));
  return [...wrong, ...orphans.map((uid) => `${uid} belongs to no booking`)];
}
