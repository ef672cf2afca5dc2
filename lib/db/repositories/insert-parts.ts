import type { PoolClient } from 'pg';
import type { Booking, Stage } from '@/lib/core/bookings/booking';
import type { EventName, NewDate, NewEvent } from '@/lib/db/ports';

type Owner = Pick<Booking, 'id' | 'organisationId'>;

/** Columns, and the query up to its FROM list, of events given as JSON in that parameter. */
export function eventColumns(
  bookingId: string,
  organisationId: string,
  stage: string,
  json: string,
): string {
  return `(id, organisation_id, booking_id, uid, stage, room_ids, starts_at, ends_at, rrule,
        content, buffer_before_ms, buffer_after_ms, handle, version)
    SELECT e.id, ${organisationId}, ${bookingId}, e.uid, ${stage}, e."roomIds", e.start, e."end",
           e.rrule, e.content, e."bufferBeforeMs", e."bufferAfterMs", e.handle, e.version
      FROM jsonb_to_recordset(${json}::jsonb) AS e (id text, uid text, "roomIds" text[],
           start timestamptz, "end" timestamptz, rrule text, content jsonb,
           "bufferBeforeMs" integer, "bufferAfterMs" integer, handle text, version text)`;
}

export function eventValue(events: readonly (NewEvent & Partial<EventName>)[]): string {
  const rows = events.map((event) => ({
    ...event,
    start: new Date(event.start),
    end: new Date(event.end),
  }));
  return JSON.stringify(rows);
}

/** The same of dates, given as arrays in the eight parameters from `first` on. */
export function dateColumns(bookingId: string, organisationId: string, first: number): string {
  const types = ['text', 'text', ...Array.from({ length: 5 }, () => 'timestamptz'), 'text'];
  const arrays = types.map((type, index) => `$${first + index}::${type}[]`);
  return `(id, organisation_id, booking_id, event_id, room_id, status, recurrence_id, starts_at,
        ends_at, held_from, held_until, content)
    SELECT d.event_id || '.' || d.room_id || '.' || epoch_ms(d.recurrence_id), ${organisationId},
           ${bookingId}, d.event_id, d.room_id, 'pending', d.recurrence_id, d.starts_at, d.ends_at,
           d.lower, d.upper, d.content::jsonb
      FROM unnest(${arrays.join(', ')})
           AS d (event_id, room_id, recurrence_id, starts_at, ends_at, lower, upper, content)`;
}

export function dateValues(dates: readonly NewDate[]): unknown[][] {
  return [
    dates.map(({ eventId }) => eventId),
    dates.map(({ roomId }) => roomId),
    dates.map(({ recurrenceId }) => new Date(recurrenceId)),
    dates.map(({ start }) => new Date(start)),
    dates.map(({ end }) => new Date(end)),
    dates.map(({ held }) => new Date(held.start)),
    dates.map(({ held }) => new Date(held.end)),
    dates.map(({ content }) => (content === null ? null : JSON.stringify(content))),
  ];
}

export async function insertEvents(
  client: PoolClient,
  { id, organisationId }: Owner,
  stage: Stage,
  events: readonly (NewEvent & Partial<EventName>)[],
): Promise<void> {
  await client.query(`INSERT INTO booking_events ${eventColumns('$1', '$2', '$3', '$4')}`, [
    id,
    organisationId,
    stage,
    eventValue(events),
  ]);
}

/** The exclusion constraint refuses what overlaps another live booking. */
export async function insertDates(
  client: PoolClient,
  { id, organisationId }: Owner,
  dates: readonly NewDate[],
): Promise<void> {
  await client.query(`INSERT INTO occurrences ${dateColumns('$1', '$2', 3)}`, [
    id,
    organisationId,
    ...dateValues(dates),
  ]);
}
