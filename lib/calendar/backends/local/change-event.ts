import type {
  Answer,
  CallContext,
  EventChange,
  EventRef,
  RoomRef,
  Scope,
} from '@/lib/calendar/backend';
import { localCapabilities } from '@/lib/calendar/backends/local/capabilities';
import { cancelDate, updateDate } from '@/lib/calendar/backends/local/change-date';
import { updateSeries } from '@/lib/calendar/backends/local/change-series';
import {
  changedRef,
  eventNotFound,
  guard,
  guardCondition,
  isRoomAfter,
  notedChange,
  runGuarded,
  stale,
} from '@/lib/calendar/backends/local/guarded-write';
import type { LocalStore } from '@/lib/calendar/backends/local/local-store';
import { roomNotFound } from '@/lib/calendar/backends/local/room-not-found';
import { toTimestamp } from '@/lib/calendar/backends/local/to-timestamp';
import { checkChange } from '@/lib/calendar/backends/shared/check-draft';
import { isTimeChange } from '@/lib/calendar/backends/shared/series/change-series';
import { BackendError } from '@/lib/calendar/errors';
import type { Instant } from '@/lib/core/time/instant';

/** `$6` is an object of the columns that change; what it does not name stays. `$7`: no series. */
const updateCtes = [
  `event AS (
    UPDATE local_events e SET
      title = coalesce($6::jsonb ->> 'title', e.title),
      description = coalesce($6::jsonb ->> 'description', e.description),
      attendees = coalesce($6::jsonb -> 'attendees', e.attendees),
      time_zone = coalesce($6::jsonb ->> 'timeZone', e.time_zone),
      starts_at = coalesce(($6::jsonb ->> 'start')::timestamptz, e.starts_at),
      ends_at = coalesce(($6::jsonb ->> 'end')::timestamptz, e.ends_at),
      version = e.version + 1
    WHERE ${guardCondition} AND (e.rrule IS NULL OR NOT $7)
    RETURNING e.id, e.uid, e.version, e.starts_at, e.ends_at, e.rrule
  )`,
  `moved AS (
    UPDATE local_occurrences o SET starts_at = event.starts_at, ends_at = event.ends_at
      FROM event
     WHERE o.event_id = event.id AND event.rrule IS NULL AND ${isRoomAfter('o.room_id')}
       AND (o.starts_at, o.ends_at) IS DISTINCT FROM (event.starts_at, event.ends_at)
  )`,
  `rid AS (
    DELETE FROM local_occurrences o USING event
     WHERE o.event_id = event.id AND NOT ${isRoomAfter('o.room_id')}
  )`,
  `taken AS (
    INSERT INTO local_occurrences (organisation_id, connection_id, event_id, room_id, recurrence_id,
                                   starts_at, ends_at, kind, title, description, attendees)
    SELECT DISTINCT ON (room.room_id, o.recurrence_id)
           o.organisation_id, o.connection_id, o.event_id, room.room_id, o.recurrence_id,
           CASE WHEN event.rrule IS NULL THEN event.starts_at ELSE o.starts_at END,
           CASE WHEN event.rrule IS NULL THEN event.ends_at ELSE o.ends_at END,
           o.kind, o.title, o.description, o.attendees
      FROM event
      JOIN local_occurrences o ON o.event_id = event.id
     CROSS JOIN unnest(${guard.rooms}::text[]) AS room(room_id)
     WHERE NOT EXISTS (
       SELECT FROM local_occurrences present
        WHERE present.event_id = event.id AND present.room_id = room.room_id
     )
  )`,
  notedChange('false'),
];

/** @throws BackendError `stale`, `conflict` when a new time is taken; then nothing has changed. */
export async function updateEvent(
  store: LocalStore,
  ref: EventRef,
  change: EventChange,
  scope: Scope,
  { signal }: CallContext,
): Promise<EventRef> {
  checkChange(change, scope, localCapabilities);
  if (scope === 'one' && ref.recurrenceId !== null) {
    return updateDate(store, ref, ref.recurrenceId, change, signal);
  }
  const { rooms } = change;
  const whole = { ...ref, recurrenceId: null };
  if (change.recurrence) {
    if (scope === 'one') throw unnamed();
    return updateSeries(store, whole, change, signal);
  }
  const columns = toColumns(change);
  const noSeries = scope === 'one' || isTimeChange(change);
  const write = { ctes: updateCtes, own: [columns, noSeries], rooms };
  const written = await runGuarded(store, ref, write, signal);
  if (written.kind === 'written') return changedRef(whole, written.version, rooms);
  if (!written.recurs) throw stale();
  if (scope === 'one') throw unnamed();
  return updateSeries(store, whole, change, signal);
}

/** `$6`: what is no series only. */
const cancelCtes = [
  `event AS (
    DELETE FROM local_events e WHERE ${guardCondition} AND (e.rrule IS NULL OR NOT $6)
    RETURNING e.id, e.uid, e.version
  )`,
  notedChange('true'),
];

/** Removes the event, or one date of it, from all its rooms. @throws BackendError `event-not-found` */
export async function cancelEvent(
  store: LocalStore,
  ref: EventRef,
  scope: Scope,
  { signal }: CallContext,
): Promise<void> {
  if (scope === 'one' && ref.recurrenceId !== null) {
    return cancelDate(store, ref, ref.recurrenceId, signal);
  }
  const write = { ctes: cancelCtes, own: [scope === 'one'] };
  const written = await runGuarded(store, ref, write, signal);
  if (written.kind === 'written') return;
  throw written.recurs && scope === 'one' ? unnamed() : stale();
}

/** `$8` is the date that is answered for; null: all of them. */
const respondCtes = [
  `event AS (
    UPDATE local_events e SET version = e.version + 1
    WHERE ${guardCondition} AND EXISTS (
      SELECT FROM local_occurrences o
       WHERE o.event_id = e.id AND o.room_id = $6
         AND ($8::timestamptz IS NULL OR o.recurrence_id = $8)
    )
    RETURNING e.id, e.uid, e.version
  )`,
  `answered AS (
    UPDATE local_occurrences o SET answer = $7
      FROM event
     WHERE o.event_id = event.id AND o.room_id = $6
       AND ($8::timestamptz IS NULL OR o.recurrence_id = $8)
  )`,
  notedChange('false'),
];

/** A declined room becomes free; accepting again is a `conflict` when it was taken meanwhile. */
export async function respondToEvent(
  store: LocalStore,
  ref: EventRef,
  room: RoomRef,
  answer: Answer,
  { signal }: CallContext,
): Promise<EventRef> {
  if (!ref.rooms.some(({ roomId }) => roomId === room.roomId)) throw roomNotFound('not-applied');
  const own = [room.roomId, answer, toOptionalTimestamp(ref.recurrenceId ?? undefined) ?? null];
  const written = await runGuarded(store, ref, { ctes: respondCtes, own }, signal);
  if (written.kind === 'written') return { ...ref, version: written.version };
  throw ref.recurrenceId === null ? stale() : eventNotFound();
}

function toColumns({ start, end, title, description, attendees, timeZone }: EventChange): string {
  const times = { start: toOptionalTimestamp(start), end: toOptionalTimestamp(end), timeZone };
  return JSON.stringify({ ...times, title, description, attendees });
}

function unnamed(): BackendError {
  return new BackendError(
    'invalid-request',
    'one date of a series must be named, and has no rule',
    {
      outcome: 'not-applied',
    },
  );
}

function toOptionalTimestamp(at: Instant | undefined): string | undefined {
  return at === undefined ? undefined : toTimestamp(at, 'not-applied');
}
