import { toGraphTime } from '@/lib/calendar/backends/graph/graph-time';
import { furthestMs } from '@/lib/calendar/backends/graph/read-meeting';
import type { GraphTimes } from '@/lib/calendar/backends/graph/to-graph-event';
import { toPatternedRecurrence } from '@/lib/calendar/backends/graph/to-recurrence';
import { accepted } from '@/lib/calendar/backends/shared/series/accepted';
import { checkSeries } from '@/lib/calendar/backends/shared/series/check-series';
import { toWindowsZone } from '@/lib/calendar/backends/shared/to-windows-zone';
import { unsupported } from '@/lib/calendar/backends/shared/unsupported';
import { expandRule, type Occurrence } from '@/lib/core/recurrence/expand-rule';
import type { Series, SeriesOverride } from '@/lib/core/recurrence/series';
import { addMs, type Instant } from '@/lib/core/time/instant';

/**
 * When a series is, as Graph takes it: on the clock of its zone, under the zone's Windows name.
 * @throws BackendError `invalid-request` for a series that no calendar should hold, `unsupported` for
 * one that Graph cannot
 */
export function toSeriesTimes(series: Series): GraphTimes {
  checkSeries(series);
  const { start, durationMs, timeZone } = series;
  const zoneName = toWindowsZone(timeZone, start);
  if (zoneName === null) unsupported('a series on the clock of a zone that Windows does not know');
  return {
    start: toGraphTime(start, timeZone, zoneName),
    end: toGraphTime(addMs(start, durationMs), timeZone, zoneName),
    recurrence: toPatternedRecurrence(series, zoneName),
  };
}

/** Each date that the series is to have as far as it is looked at, by original start. */
export function expectedDates<Override extends SeriesOverride>(
  series: Series<Override>,
): ReadonlyMap<Instant, Occurrence | Override> {
  const bounds = { until: addMs(series.start, furthestMs), most: Number.POSITIVE_INFINITY };
  const { occurrences } = accepted(expandRule({ ...series, bounds }));
  const moved = new Map(series.overrides.map((each) => [each.recurrenceId, each]));
  return new Map(
    occurrences.map((date) => [date.recurrenceId, moved.get(date.recurrenceId) ?? date]),
  );
}
