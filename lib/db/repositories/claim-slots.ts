import type { Pool, PoolClient } from 'pg';
import { liveStatuses } from '@/lib/core/bookings/status';
import type { Slot } from '@/lib/core/errors';
import { type Instant, instant } from '@/lib/core/time/instant';
import type { NewDate } from '@/lib/db/ports';

export interface TakenDates {
  /** The live bookings in the way, as their own times rather than what they hold around them. */
  readonly conflicts: readonly Slot[];
  /** The dates that they are in the way of, by their starts in the rule. */
  readonly takenDates: readonly Instant[];
}

/** Holds of a room are made one after the other: a queue that is short and in order. */
export async function lockRooms(client: PoolClient, dates: readonly NewDate[]): Promise<void> {
  await client.query(
    `SELECT pg_advisory_xact_lock(hashtextextended('room ' || room.id, 0))
       FROM (SELECT unnest($1::text[]) AS id ORDER BY 1) AS room`,
    [[...new Set(dates.map(({ roomId }) => roomId))]],
  );
}

/** Written out, so that the partial index behind the constraint serves. */
const liveList = `(${liveStatuses.map((status) => `'${status}'`).join(', ')})`;

/** @param ownId the booking whose own dates are in nobody's way */
export async function findTakenDates(
  client: Pool | PoolClient,
  dates: readonly NewDate[],
  ownId: string | null,
): Promise<TakenDates> {
  const found = await client.query<TakenRow>(
    `SELECT o.room_id, o.starts_at, o.ends_at, wanted.recurrence_id
       FROM unnest($1::text[], $2::timestamptz[], $3::timestamptz[], $4::timestamptz[])
            AS wanted (room_id, lower, upper, recurrence_id)
       JOIN occurrences o ON o.room_id = wanted.room_id
        AND tstzrange(o.held_from, o.held_until, '[)') && tstzrange(wanted.lower, wanted.upper, '[)')
        AND o.status IN ${liveList}
        AND o.booking_id IS DISTINCT FROM $5
      ORDER BY o.starts_at, o.room_id`,
    [
      dates.map(({ roomId }) => roomId),
      dates.map(({ held }) => new Date(held.start)),
      dates.map(({ held }) => new Date(held.end)),
      dates.map(({ recurrenceId }) => new Date(recurrenceId)),
      ownId,
    ],
  );
  return {
    conflicts: found.rows.map((row) => ({
      roomId: row.room_id,
      start: instant(row.starts_at.getTime()),
      end: instant(row.ends_at.getTime()),
    })),
    takenDates: [...new Set(found.rows.map((row) => instant(row.recurrence_id.getTime())))],
  };
}

interface TakenRow {
  readonly room_id: string;
  readonly starts_at: Date;
  readonly ends_at: Date;
  readonly recurrence_id: Date;
}
