import type { EventDraft } from '@/lib/calendar/backend';
import type { CalendarObject } from '@/lib/calendar/backends/shared/icalendar/calendar-object';
import { occurrencesIn } from '@/lib/calendar/backends/shared/icalendar/occurrences';
import type { ZoneRules } from '@/lib/calendar/backends/shared/icalendar/zone-rules';
import { accepted } from '@/lib/calendar/backends/shared/series/accepted';
import { draftSeries } from '@/lib/calendar/backends/shared/series/draft-series';
import { mostDates } from '@/lib/calendar/backends/shared/series/series-dates';
import { expandRule } from '@/lib/core/recurrence/expand-rule';
import { addMs, dayMs, instant } from '@/lib/core/time/instant';

/** How far behind its last date a series that ends is looked at for more. */
const behindMs = 732 * dayMs;
const everBefore = instant(Number.MAX_SAFE_INTEGER);

/**
 * True when the object has the very dates that the draft's rule comes to (of a series without an end
 * the first thousand), or is as single as the draft is.
 */
export function isSeriesOf(
  draft: EventDraft,
  { events }: CalendarObject,
  floating: ZoneRules,
): boolean {
  const own = events.filter(({ uid }) => uid === draft.uid);
  if (!draft.recurrence) {
    return own.every(({ rules, addedDates }) => rules.length + addedDates.length === 0);
  }
  const series = draftSeries(draft, draft.recurrence);
  const bounds = { until: everBefore, most: mostDates };
  const { occurrences, bounded } = accepted(expandRule({ ...series, bounds }));
  const last = occurrences.at(-1)?.start ?? draft.start;
  const window = { start: draft.start, end: addMs(last, bounded ? 1 : behindMs) };
  const found = occurrencesIn({ events: own }, window, { floating });
  return (
    found.length === occurrences.length &&
    found.every(({ start, end, recurrenceId }, at) => {
      const wanted = occurrences[at];
      return start === wanted?.start && end === wanted.end && recurrenceId === start;
    })
  );
}
