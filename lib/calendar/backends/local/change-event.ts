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
  eventNotFound,
  guardCondition,
  notedChange,
  runGuarded,
  stale,
} from '@/lib/calendar/backends/local/guarded-write';
import type { LocalStore } from '@/lib/calendar/backends/local/local-store';
import { roomNotFound } from '@/lib/calendar/backends/local/room-not-found';
import { toTimestamp } from '@/lib/calendar/backends/local/to-timestamp';
import { checkChange } from '@/lib/calendar/backends/shared/check-draft';
import { isTimeChange } from '@/lib/calendar/backends/shared/series/change-series';
import { unsupported } from '@/lib/calendar/backends/shared/unsupported';
import { BackendError } from '@/lib/calendar/errors';
import type { Instant } from '@/lib/core/time/instant';

/** `$5` is an object of the columns that change; what it does not name stays. `$6`: no series. */
const updateCtes = [
  `event AS (
    UPDATE local_events e SET
      title = coalesce($5::jsonb ->> 'title', e.title),
      description = coalesce($5::jsonb ->> 'description', e.description),
      attendees = coalesce($5::jsonb -> 'attendees', e.attendees),
      time_zone = coalesce($5::jsonb ->> 'timeZone', e.time_zone),
      starts_at = coalesce(($5::jsonb ->> 'start')::timestamptz, e.starts_at),
      ends_at = coalesce(($5::jsonb ->> 'end')::timestamptz, e.ends_at),
      version = e.version + 1
    WHERE ${guardCondition} AND (e.rrule IS NULL OR NOT $6)
    RETURNING e.id, e.uid, e.version, e.starts_at, e.ends_at, e.rrule
  )`,
  `moved AS (
    UPDATE local_occurrences o SET starts_at = event.starts_at, ends_at = event.ends_at
      FROM event
     WHERE o.event_id = event.id AND event.rrule IS NULL
       AND (o.starts_at, o.ends_at) IS DISTINCT FROM (event.starts_at, event.ends_at)
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
  if (change.rooms) unsupported('the rooms of a local event cannot be replaced yet');
  if (scope === 'one' && ref.recurrenceId !== null) {
    return updateDate(store, ref, ref.recurrenceId, change, signal);
  }
  const whole = { ...ref, recurrenceId: null };
  if (change.recurrence) {
    if (scope === 'one') throw unnamed();
    return updateSeries(store, whole, change, signal);
  }
  const columns = JSON.stringify({
    ...change,
    start: toOptionalTimestamp(change.start),
    end: toOptionalTimestamp(change.end),
  });
  const noSeries = scope === 'one' || isTimeChange(change);
  const written = await runGuarded(store, ref, updateCtes, [columns, noSeries], signal);
  if (written.kind === 'written') return { ...whole, version: written.version };
  if (!written.recurs) throw stale();
  if (scope === 'one') throw unnamed();
  return updateSeries(store, whole, change, signal);
}

/** `$5`: what is no series only. */
const cancelCtes = [
  `event AS (
    DELETE FROM local_events e WHERE ${guardCondition} AND (e.rrule IS NULL OR NOT $5)
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
  const written = await runGuarded(store, ref, cancelCtes, [scope === 'one'], signal);
  if (written.kind === 'written') return;
  throw written.recurs && scope === 'one' ? unnamed() : stale();
}

/** `$7` is the date that is answered for; null: all of them. */
const respondCtes = [
  `event AS (
    UPDATE local_events e SET version = e.version + 1
    WHERE ${guardCondition} AND EXISTS (
      SELECT FROM local_occurrences o
       WHERE o.event_id = e.id AND o.room_id = $5
         AND ($7::timestamptz IS NULL OR o.recurrence_id = $7)
    )
    RETURNING e.id, e.uid, e.version
  )`,
  `answered AS (
    UPDATE local_occurrences o SET answer = $6
      FROM event
     WHERE o.event_id = event.id AND o.room_id = $5
       AND ($7::timestamptz IS NULL OR o.recurrence_id = $7)
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
  const written = await runGuarded(store, ref, respondCtes, own, signal);
  if (written.kind === 'written') return { ...ref, version: written.version };
  throw ref.recurrenceId === null ? stale() : eventNotFound();
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
