import type {
  Answer,
  CallContext,
  EventChange,
  EventRef,
  RoomRef,
  Scope,
} from '@/lib/calendar/backend';
import {
  guardCondition,
  notedChange,
  runGuarded,
} from '@/lib/calendar/backends/local/guarded-write';
import type { LocalStore } from '@/lib/calendar/backends/local/local-store';
import { roomNotFound } from '@/lib/calendar/backends/local/room-not-found';
import { toTimestamp } from '@/lib/calendar/backends/local/to-timestamp';
import { checkChange } from '@/lib/calendar/backends/shared/check-draft';
import { BackendError } from '@/lib/calendar/errors';
import type { Instant } from '@/lib/core/time/instant';

/** `$5` is an object of the columns that change; what it does not name stays. */
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
    WHERE ${guardCondition} AND e.rrule IS NULL
    RETURNING e.id, e.uid, e.version, e.starts_at, e.ends_at
  )`,
  `moved AS (
    UPDATE local_occurrences o SET starts_at = event.starts_at, ends_at = event.ends_at
      FROM event
     WHERE o.event_id = event.id
       AND (o.starts_at, o.ends_at) IS DISTINCT FROM (event.starts_at, event.ends_at)
  )`,
  notedChange(false),
];

/** @throws BackendError `stale`, `conflict` when the new time is taken; then nothing has changed. */
export async function updateEvent(
  store: LocalStore,
  ref: EventRef,
  change: EventChange,
  { signal }: CallContext,
): Promise<EventRef> {
  refuseDateOfSeries(ref);
  checkChange(change);
  const columns = JSON.stringify({
    ...change,
    start: toOptionalTimestamp(change.start),
    end: toOptionalTimestamp(change.end),
  });
  return { ...ref, version: await runGuarded(store, ref, updateCtes, [columns], signal) };
}

const cancelCtes = [
  `event AS (
    DELETE FROM local_events e WHERE ${guardCondition} RETURNING e.id, e.uid, e.version
  )`,
  notedChange(true),
];

/** Removes the event from all its rooms. @throws BackendError `event-not-found` when it is gone */
export async function cancelEvent(
  store: LocalStore,
  ref: EventRef,
  scope: Scope,
  { signal }: CallContext,
): Promise<void> {
  if (scope === 'one') refuseDateOfSeries(ref);
  await runGuarded(store, ref, cancelCtes, [], signal);
}

const respondCtes = [
  `event AS (
    UPDATE local_events e SET version = e.version + 1
    WHERE ${guardCondition}
      AND EXISTS (SELECT FROM local_occurrences o WHERE o.event_id = e.id AND o.room_id = $5)
    RETURNING e.id, e.uid, e.version
  )`,
  `answered AS (
    UPDATE local_occurrences o SET answer = $6
      FROM event WHERE o.event_id = event.id AND o.room_id = $5
  )`,
  notedChange(false),
];

/** A declined room becomes free; accepting again is a `conflict` when it was taken meanwhile. */
export async function respondToEvent(
  store: LocalStore,
  ref: EventRef,
  room: RoomRef,
  answer: Answer,
  { signal }: CallContext,
): Promise<EventRef> {
  refuseDateOfSeries(ref);
  if (!ref.rooms.some(({ roomId }) => roomId === room.roomId)) throw roomNotFound('not-applied');
  const own = [room.roomId, answer];
  return { ...ref, version: await runGuarded(store, ref, respondCtes, own, signal) };
}

function refuseDateOfSeries({ recurrenceId }: EventRef): void {
  if (recurrenceId === null) return;
  throw new BackendError('unsupported', 'single dates of a series cannot be written here', {
    outcome: 'not-applied',
  });
}

function toOptionalTimestamp(at: Instant | undefined): string | undefined {
  return at === undefined ? undefined : toTimestamp(at, 'not-applied');
}
