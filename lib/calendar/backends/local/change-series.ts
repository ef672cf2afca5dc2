import type { EventChange, EventRef } from '@/lib/calendar/backend';
import {
  changedRef,
  guard,
  guardCondition,
  isRoomAfter,
  notedChange,
  runGuarded,
  stale,
} from '@/lib/calendar/backends/local/guarded-write';
import type { LocalStore } from '@/lib/calendar/backends/local/local-store';
import { pinned } from '@/lib/calendar/backends/local/pinned';
import { readSeries, type StoredDate } from '@/lib/calendar/backends/local/stored-series';
import { toTimestamp } from '@/lib/calendar/backends/local/to-timestamp';
import { changeSeries } from '@/lib/calendar/backends/shared/series/change-series';
import { seriesDates } from '@/lib/calendar/backends/shared/series/series-dates';
import type { Occurrence } from '@/lib/core/recurrence/expand-rule';
import { formatRule } from '@/lib/core/recurrence/format-rule';
import type { Series } from '@/lib/core/recurrence/series';
import { addMs, type Instant } from '@/lib/core/time/instant';

/**
 * `$6` texts, `$7` to `$9` start, end and rule of the series; `$10` to `$13` its dates: what they
 * were (null for one that is new), original start, start, end. Rows are written anew, because
 * original starts of one date may become those of another; what is said of a date and the rooms'
 * answers go along. The count makes every old row go before a new one comes.
 */
const seriesCtes = [
  `event AS (
    UPDATE local_events e SET
      title = coalesce($6::jsonb ->> 'title', e.title),
      description = coalesce($6::jsonb ->> 'description', e.description),
      attendees = coalesce($6::jsonb -> 'attendees', e.attendees),
      starts_at = $7::timestamptz, ends_at = $8::timestamptz, rrule = $9,
      version = e.version + 1
    WHERE ${guardCondition} AND e.rrule IS NOT NULL
    RETURNING e.id, e.uid, e.version, e.organisation_id, e.connection_id, e.kind
  )`,
  `gone AS (
    DELETE FROM local_occurrences o USING event WHERE o.event_id = event.id
    RETURNING o.room_id, o.recurrence_id, o.kind, o.answer, o.title, o.description, o.attendees
  )`,
  `said AS (
    SELECT DISTINCT ON (recurrence_id) recurrence_id, kind, title, description, attendees FROM gone
  )`,
  `room AS (
    SELECT DISTINCT room_id FROM gone WHERE ${isRoomAfter('room_id')}
     UNION SELECT unnest(${guard.rooms}::text[])
  )`,
  `placed AS (
    INSERT INTO local_occurrences (organisation_id, connection_id, event_id, room_id,
                                   recurrence_id, starts_at, ends_at, kind, answer,
                                   title, description, attendees)
    SELECT event.organisation_id, event.connection_id, event.id, room.room_id, date.recurrence_id,
           date.starts_at, date.ends_at,
           coalesce(said.kind, event.kind), coalesce(gone.answer, 'accepted'),
           said.title, said.description, said.attendees
      FROM event
     CROSS JOIN room
     CROSS JOIN unnest($10::timestamptz[], $11::timestamptz[], $12::timestamptz[],
                       $13::timestamptz[]) AS date(was, recurrence_id, starts_at, ends_at)
      LEFT JOIN said ON said.recurrence_id = date.was
      LEFT JOIN gone ON gone.room_id = room.room_id AND gone.recurrence_id = date.was
     WHERE (SELECT count(*) FROM gone) > 0
  )`,
  notedChange('false'),
];

/**
 * Changes times or rule of a whole series in the version that was read.
 * @throws BackendError `conflict` when one of its dates would be on what is taken; nothing changed
 */
export function updateSeries(
  store: LocalStore,
  ref: EventRef,
  change: EventChange,
  signal: AbortSignal,
): Promise<EventRef> {
  return pinned(store, ref, signal, async (known) => {
    const { series } = await readSeries(store, known, signal);
    const own = toValues(changeSeries(series, change), change);
    const write = { ctes: seriesCtes, own, rooms: change.rooms };
    const written = await runGuarded(store, known, write, signal);
    if (written.kind === 'passed-over') throw stale();
    return changedRef(ref, written.version, change.rooms);
  });
}

function toValues(
  series: Series<StoredDate>,
  { title, description, attendees }: EventChange,
): readonly unknown[] {
  const dates: readonly (Occurrence | StoredDate)[] = seriesDates(series);
  return [
    JSON.stringify({ title, description, attendees }),
    timestamp(series.start),
    timestamp(addMs(series.start, series.durationMs)),
    formatRule(series.rule),
    dates.map((date) => ('was' in date ? timestamp(date.was) : null)),
    dates.map(({ recurrenceId }) => timestamp(recurrenceId)),
    dates.map(({ start }) => timestamp(start)),
    dates.map(({ end }) => timestamp(end)),
  ];
}

function timestamp(at: Instant): string {
  return toTimestamp(at, 'not-applied');
}
