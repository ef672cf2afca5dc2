import type { EventChange, EventRef } from '@/lib/calendar/backend';
import {
  type EventWrite,
  eventNotFound,
  guardCondition,
  notedChange,
  runGuarded,
  stale,
} from '@/lib/calendar/backends/local/guarded-write';
import type { LocalStore } from '@/lib/calendar/backends/local/local-store';
import { pinned } from '@/lib/calendar/backends/local/pinned';
import { readSeries } from '@/lib/calendar/backends/local/stored-series';
import { toTimestamp } from '@/lib/calendar/backends/local/to-timestamp';
import { BackendError } from '@/lib/calendar/errors';
import type { Instant } from '@/lib/core/time/instant';

/** True when the event `e` is a series that has the date `$6`. */
const hasDate = `e.rrule IS NOT NULL AND EXISTS (
  SELECT FROM local_occurrences o WHERE o.event_id = e.id AND o.recurrence_id = $6::timestamptz
)`;

const hasOtherDate = `EXISTS (
  SELECT FROM local_occurrences o WHERE o.event_id = e.id AND o.recurrence_id <> $6::timestamptz
)`;

const moveCtes = [
  `event AS (
    UPDATE local_events e SET version = e.version + 1
    WHERE ${guardCondition} AND ${hasDate}
    RETURNING e.id, e.uid, e.version
  )`,
  `moved AS (
    UPDATE local_occurrences o
       SET starts_at = coalesce($7::timestamptz, o.starts_at),
           ends_at = coalesce($8::timestamptz, o.ends_at),
           title = coalesce($9::jsonb ->> 'title', o.title),
           description = coalesce($9::jsonb ->> 'description', o.description),
           attendees = coalesce($9::jsonb -> 'attendees', o.attendees)
      FROM event WHERE o.event_id = event.id AND o.recurrence_id = $6::timestamptz
  )`,
  notedChange('false'),
];

/** Changes one date of a series; its original start goes on naming it. */
export async function updateDate(
  store: LocalStore,
  ref: EventRef,
  date: Instant,
  { start, end, title, description, attendees, recurrence }: EventChange,
  signal: AbortSignal,
): Promise<EventRef> {
  if (recurrence) {
    throw new BackendError('invalid-request', 'one date has no rule', { outcome: 'not-applied' });
  }
  const times = [start, end].map((at) =>
    at === undefined ? null : toTimestamp(at, 'not-applied'),
  );
  const own = [...times, JSON.stringify({ title, description, attendees })];
  const version = await writeDate(store, ref, date, { ctes: moveCtes, own }, signal);
  return { ...ref, version };
}

/** The last date that is left takes the event with it. */
const cancelCtes = [
  `gone AS (
    DELETE FROM local_events e
    WHERE ${guardCondition} AND ${hasDate} AND NOT ${hasOtherDate}
    RETURNING e.id, e.uid, e.version
  )`,
  `shortened AS (
    UPDATE local_events e SET version = e.version + 1
    WHERE ${guardCondition} AND ${hasDate} AND ${hasOtherDate}
    RETURNING e.id, e.uid, e.version
  )`,
  'event AS (SELECT * FROM gone UNION ALL SELECT * FROM shortened)',
  `left_out AS (
    DELETE FROM local_occurrences o USING shortened
     WHERE o.event_id = shortened.id AND o.recurrence_id = $6::timestamptz
  )`,
  notedChange('EXISTS (SELECT FROM gone)'),
];

/** Leaves one date out of a series. */
export async function cancelDate(
  store: LocalStore,
  ref: EventRef,
  date: Instant,
  signal: AbortSignal,
): Promise<void> {
  await writeDate(store, ref, date, { ctes: cancelCtes, own: [] }, signal);
}

/** @param write its own parameters begin with `$7`; `$6` is the date */
function writeDate(
  store: LocalStore,
  ref: EventRef,
  date: Instant,
  { ctes, own }: EventWrite,
  signal: AbortSignal,
): Promise<string> {
  const write = { ctes, own: [toTimestamp(date, 'not-applied'), ...own] };
  return pinned(store, ref, signal, async (known) => {
    const written = await runGuarded(store, known, write, signal);
    if (written.kind === 'written') return written.version;
    if (!written.recurs) throw eventNotFound();
    const { series } = await readSeries(store, known, signal);
    // The date is there in this version: somebody was quicker between two looks of one statement.
    throw series.overrides.some(({ was }) => was === date) ? stale() : eventNotFound();
  });
}
