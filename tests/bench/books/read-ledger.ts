import type { Pool } from 'pg';
import { instant } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';

/** A booking's row and the rows of its dates, read in plain SQL past the application. */
export interface LedgerBooking {
  readonly id: string;
  readonly uid: string;
  readonly title: string;
  readonly status: string;
  readonly reason: string | null;
  readonly dates: readonly LedgerDate[];
}

export interface LedgerDate extends Interval {
  readonly roomId: string;
  readonly status: string;
}

interface Row {
  readonly id: string;
  readonly uid: string;
  readonly title: string;
  readonly status: string;
  readonly reason: string | null;
  readonly dates: readonly {
    readonly roomId: string;
    readonly status: string;
    readonly startMs: number;
    readonly endMs: number;
  }[];
}

/** Every booking of the database, whatever its state. */
export async function readLedger(client: Pick<Pool, 'query'>): Promise<readonly LedgerBooking[]> {
  const found = await client.query<Row>(
    `SELECT b.id, b.uid, b.title, b.status, b.status_reason AS reason,
            coalesce((SELECT json_agg(json_build_object('roomId', o.room_id, 'status', o.status,
                'startMs', extract(epoch FROM o.starts_at) * 1000,
                'endMs', extract(epoch FROM o.ends_at) * 1000) ORDER BY o.starts_at)
              FROM occurrences o WHERE o.booking_id = b.id), '[]') AS dates
       FROM bookings b ORDER BY b.created_at, b.id`,
  );
  return found.rows.map((row) => ({
    ...row,
    dates: row.dates.map(({ roomId, status, startMs, endMs }) => ({
      roomId,
      status,
      start: instant(startMs),
      end: instant(endMs),
    })),
  }));
}

/** Events of local calendars, a row for each date. */
export async function readLocalEvents(client: Pick<Pool, 'query'>) {
  const found = await client.query<{
    room_id: string;
    uid: string;
    starts_at: Date;
    ends_at: Date;
  }>(
    `SELECT o.room_id, e.uid, o.starts_at, o.ends_at
       FROM local_occurrences o JOIN local_events e ON e.id = o.event_id`,
  );
  return found.rows.map((row) => ({
    roomId: row.room_id,
    uid: row.uid,
    start: instant(row.starts_at.getTime()),
    end: instant(row.ends_at.getTime()),
  }));
}
