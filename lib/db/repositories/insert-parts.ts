import type { PoolClient } from 'pg';
import type { Booking, Stage } from '@/lib/core/bookings/booking';
import type { NewDate, NewEvent } from '@/lib/db/ports';

type Owner = Pick<Booking, 'id' | 'organisationId'>;

export async function insertEvents(
  client: PoolClient,
  { id, organisationId }: Owner,
  stage: Stage,
  events: readonly (NewEvent & {
    readonly handle?: string | null;
    readonly version?: string | null;
  })[],
): Promise<void> {
  const rows = events.map((event) => ({
    ...event,
    start: new Date(event.start),
    end: new Date(event.end),
  }));
  await client.query(
    `INSERT INTO booking_events (id, organisation_id, booking_id, uid, stage, room_ids, starts_at,
         ends_at, rrule, content, buffer_before_ms, buffer_after_ms, handle, version)
     SELECT e.id, $2, $1, e.uid, $3, e."roomIds", e.start, e."end", e.rrule, e.content,
            e."bufferBeforeMs", e."bufferAfterMs", e.handle, e.version
       FROM jsonb_to_recordset($4::jsonb) AS e (id text, uid text, "roomIds" text[],
            start timestamptz, "end" timestamptz, rrule text, content jsonb,
            "bufferBeforeMs" integer, "bufferAfterMs" integer, handle text, version text)`,
    [id, organisationId, stage, JSON.stringify(rows)],
  );
}

/** The exclusion constraint refuses what overlaps another live booking. */
export async function insertDates(
  client: PoolClient,
  { id, organisationId }: Owner,
  dates: readonly NewDate[],
): Promise<void> {
  await client.query(
    `INSERT INTO occurrences (id, organisation_id, booking_id, event_id, room_id, status,
         recurrence_id, starts_at, ends_at, held_from, held_until, content)
     SELECT d.event_id || '.' || d.room_id || '.' || epoch_ms(d.recurrence_id), $2, $1, d.event_id,
            d.room_id, 'pending', d.recurrence_id, d.starts_at, d.ends_at, d.lower, d.upper,
            d.content::jsonb
       FROM unnest($3::text[], $4::text[], $5::timestamptz[], $6::timestamptz[], $7::timestamptz[],
                   $8::timestamptz[], $9::timestamptz[], $10::text[])
            AS d (event_id, room_id, recurrence_id, starts_at, ends_at, lower, upper, content)`,
    [
      id,
      organisationId,
      dates.map(({ eventId }) => eventId),
      dates.map(({ roomId }) => roomId),
      dates.map(({ recurrenceId }) => new Date(recurrenceId)),
      dates.map(({ start }) => new Date(start)),
      dates.map(({ end }) => new Date(end)),
      dates.map(({ held }) => new Date(held.start)),
      dates.map(({ held }) => new Date(held.end)),
      dates.map(({ content }) => (content === null ? null : JSON.stringify(content))),
    ],
  );
}
