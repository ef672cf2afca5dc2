import type { Pool, PoolClient } from 'pg';
import type { Slot } from '@/lib/core/errors';
import { type Instant, instant } from '@/lib/core/time/instant';
import type { NewDate } from '@/lib/db/ports';
import { toDateRows } from '@/lib/db/repositories/insert-parts';

export interface TakenDates {
  /** The live bookings in the way, as their own times rather than what they hold around them. */
  readonly conflicts: readonly Slot[];
  /** The dates that they are in the way of, by their starts in the rule. */
  readonly takenDates: readonly Instant[];
}

/** A room, and in milliseconds since the epoch: start and end of what is there, date in the way of. */
export type TakenRow = readonly [
  roomId: string,
  startMs: number,
  endMs: number,
  recurrenceIdMs: number,
];

/** Holds of a room are made one after the other: a queue that is short and in order. */
export async function lockRooms(client: PoolClient, dates: readonly NewDate[]): Promise<void> {
  await client.query('SELECT lock_rooms($1::jsonb)', [toDateRows(dates)]);
}

/** @param ownId the booking whose own dates are in nobody's way */
export async function findTakenDates(
  client: Pool | PoolClient,
  dates: readonly NewDate[],
  ownId: string | null,
): Promise<TakenDates> {
  const found = await client.query<{ taken: TakenRow }>(
    `SELECT json_build_array(room_id, epoch_ms(starts_at), epoch_ms(ends_at),
            epoch_ms(recurrence_id)) AS taken
       FROM taken_dates($1::jsonb, $2)`,
    [toDateRows(dates), ownId],
  );
  return toTakenDates(found.rows.map(({ taken }) => taken));
}

export function toTakenDates(rows: readonly TakenRow[]): TakenDates {
  return {
    conflicts: rows.map(([roomId, startMs, endMs]) => ({
      roomId,
      start: instant(startMs),
      end: instant(endMs),
    })),
    takenDates: [...new Set(rows.map(([, , , recurrenceIdMs]) => instant(recurrenceIdMs)))],
  };
}
