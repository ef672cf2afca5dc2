import type { PoolClient } from 'pg';
import type { Booking, Stage } from '@/lib/core/bookings/booking';
import { formatInstant } from '@/lib/core/time/instant';
import type { NewDate, NewEvent } from '@/lib/db/ports';

type Owner = Pick<Booking, 'id' | 'organisationId'>;

type PlacedEvent = NewEvent & {
  readonly handle?: string | null;
  readonly version?: string | null;
};

export async function insertEvents(
  client: PoolClient,
  owner: Owner,
  stage: Stage,
  events: readonly PlacedEvent[],
): Promise<void> {
  await client.query('SELECT insert_booking_events($1::jsonb, $2, $3::jsonb)', [
    toOwnerRow(owner),
    stage,
    toEventRows(events),
  ]);
}

/** The exclusion constraint refuses what overlaps another live booking. */
export async function insertDates(
  client: PoolClient,
  owner: Owner,
  dates: readonly NewDate[],
): Promise<void> {
  await client.query('SELECT insert_occurrences($1::jsonb, $2::jsonb)', [
    toOwnerRow(owner),
    toDateRows(dates),
  ]);
}

/** As the database's functions read events: JSON, times as ISO 8601. */
export function toEventRows(events: readonly PlacedEvent[]): string {
  return JSON.stringify(
    events.map((event) => ({
      ...event,
      start: formatInstant(event.start),
      end: formatInstant(event.end),
    })),
  );
}

/** As the database's functions read dates: JSON, times as ISO 8601. */
export function toDateRows(dates: readonly NewDate[]): string {
  return JSON.stringify(
    dates.map(({ eventId, roomId, recurrenceId, start, end, held, content }) => ({
      eventId,
      roomId,
      recurrenceId: formatInstant(recurrenceId),
      start: formatInstant(start),
      end: formatInstant(end),
      heldFrom: formatInstant(held.start),
      heldUntil: formatInstant(held.end),
      content,
    })),
  );
}

function toOwnerRow({ id, organisationId }: Owner): string {
  return JSON.stringify({ id, organisationId });
}
