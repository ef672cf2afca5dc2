import type { CallContext, EventDraft, EventRef } from '@/lib/calendar/backend';
import { localCapabilities } from '@/lib/calendar/backends/local/capabilities';
import type { LocalStore } from '@/lib/calendar/backends/local/local-store';
import { afterLocks, lockedRooms } from '@/lib/calendar/backends/local/room-lock';
import { roomNotFound } from '@/lib/calendar/backends/local/room-not-found';
import { runStatement } from '@/lib/calendar/backends/local/run-statement';
import { toTimestamp } from '@/lib/calendar/backends/local/to-timestamp';
import { checkDraft } from '@/lib/calendar/backends/shared/check-draft';
import { draftSeries } from '@/lib/calendar/backends/shared/series/draft-series';
import { seriesDates } from '@/lib/calendar/backends/shared/series/series-dates';
import { BackendError } from '@/lib/calendar/errors';
import { formatRule } from '@/lib/core/recurrence/format-rule';
import type { Instant } from '@/lib/core/time/instant';

interface CreatedRow {
  /** Rooms of the draft that this connection has. */
  readonly known: number;
  /** Null when nothing was written. */
  readonly id: string | null;
}

/**
 * Event, occurrences and lines of the change feed at once, or nothing of them.
 */
const createText = `
  WITH ${lockedRooms('SELECT unnest($4::text[]) AS room_id', '$2')},
  known AS (SELECT id FROM rooms WHERE connection_id = $2 AND id = ANY($4)),
  event AS (
    INSERT INTO local_events (organisation_id, connection_id, id, uid, title, description,
                              visibility, organizer, attendees, time_zone, starts_at, ends_at,
                              rrule, created_at)
    SELECT $1, $2, $3, $5, $6, $7, $8, $9::jsonb, $10::jsonb, $11,
           $12::timestamptz, $13::timestamptz, $14, $18::timestamptz
     WHERE ${afterLocks} AND (SELECT count(*) FROM known) = cardinality($4::text[])
    ON CONFLICT (connection_id, uid) DO NOTHING
    RETURNING id
  ),
  placed AS (
    INSERT INTO local_occurrences (organisation_id, connection_id, event_id, room_id,
                                   recurrence_id, starts_at, ends_at)
    SELECT $1, $2, event.id, known.id, date.recurrence_id, date.starts_at, date.ends_at
      FROM event, known,
           unnest($15::timestamptz[], $16::timestamptz[], $17::timestamptz[])
             AS date(recurrence_id, starts_at, ends_at)
  ),
  noted AS (
    INSERT INTO local_changes (organisation_id, connection_id, room_id, event_id, uid, removed)
    SELECT $1, $2, known.id, event.id, $5, false FROM event, known
  )
  SELECT (SELECT count(*)::int FROM known) AS known, (SELECT id FROM event) AS id`;

const firstVersion = '1';

/**
 * Writes the event, each date of a series among it, in one statement. The same uid with the same
 * content again is the same event.
 * @throws BackendError `conflict` when a room is taken on any date or the uid is another event's
 */
export async function createEvent(
  store: LocalStore,
  draft: EventDraft,
  { signal }: CallContext,
): Promise<EventRef> {
  checkDraft(draft, localCapabilities);
  const roomIds = draft.rooms.map((room) => room.roomId);
  const content = toContent(draft);
  const own = [store.organisationId, store.connectionId, store.newId(), roomIds];
  const values = [...own, ...content, toTimestamp(store.clock.now(), 'not-applied')];
  const statement = { text: createText, values, writes: true };
  const [row] = await runStatement<CreatedRow>(store.pool, statement, signal);
  if (!row || row.known < roomIds.length) throw roomNotFound('not-applied');
  if (row.id !== null) return toRef(draft, row.id, firstVersion);
  return findSame(store, draft, content, signal);
}

const sameText = `
  SELECT e.id, e.version
    FROM local_events e
   WHERE e.connection_id = $1 AND e.uid = $3 AND e.title = $4
     AND e.description IS NOT DISTINCT FROM $5 AND e.visibility = $6
     AND e.organizer = $7::jsonb AND e.attendees = $8::jsonb AND e.time_zone = $9
     AND e.starts_at = $10 AND e.ends_at = $11 AND e.rrule IS NOT DISTINCT FROM $12
     AND (SELECT array_agg(DISTINCT o.room_id) FROM local_occurrences o WHERE o.event_id = e.id)
         = (SELECT array_agg(DISTINCT asked) FROM unnest($2::text[]) AS asked)
     AND (e.rrule IS NULL OR (
       SELECT array_agg(DISTINCT (o.recurrence_id, o.starts_at, o.ends_at))
         FROM local_occurrences o WHERE o.event_id = e.id
     ) = (
       SELECT array_agg(DISTINCT (date.recurrence_id, date.starts_at, date.ends_at))
         FROM unnest($13::timestamptz(3)[], $14::timestamptz(3)[], $15::timestamptz(3)[])
           AS date(recurrence_id, starts_at, ends_at)
     ))
     AND NOT EXISTS (
       SELECT FROM local_occurrences o
        WHERE o.event_id = e.id AND num_nonnulls(o.title, o.description, o.attendees) > 0
     )`;

async function findSame(
  { pool, connectionId }: LocalStore,
  draft: EventDraft,
  content: readonly unknown[],
  signal: AbortSignal,
): Promise<EventRef> {
  const values = [connectionId, draft.rooms.map((room) => room.roomId), ...content];
  // Marked as a write: a caller whose answer is lost here cannot tell it from one lost above.
  const statement = { text: sameText, values, writes: true };
  const [row] = await runStatement<{ id: string; version: number }>(pool, statement, signal);
  if (row) return toRef(draft, row.id, String(row.version));
  throw new BackendError('conflict', 'another event has this uid', { outcome: 'not-applied' });
}

/** From uid to the ends of the dates, in the order of the parameters of both statements. */
function toContent(draft: EventDraft): readonly unknown[] {
  const { recurrence } = draft;
  const series = recurrence ? draftSeries(draft, recurrence) : null;
  const dates = series ? seriesDates(series) : [{ ...draft, recurrenceId: draft.start }];
  return [
    draft.uid,
    draft.title,
    draft.description ?? null,
    draft.visibility,
    JSON.stringify(draft.organizer),
    JSON.stringify(draft.attendees),
    draft.timeZone,
    timestamp(draft.start),
    timestamp(draft.end),
    series ? formatRule(series.rule) : null,
    dates.map(({ recurrenceId }) => timestamp(recurrenceId)),
    dates.map(({ start }) => timestamp(start)),
    dates.map(({ end }) => timestamp(end)),
  ];
}

function timestamp(at: Instant): string {
  return toTimestamp(at, 'not-applied');
}

function toRef({ uid, rooms }: EventDraft, handle: string, version: string): EventRef {
  return { uid, recurrenceId: null, handle, version, rooms };
}
