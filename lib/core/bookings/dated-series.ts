import type { BookedDate, BookedEvent, OwnContent } from '@/lib/core/bookings/booking';
import { leftOutDates } from '@/lib/core/bookings/left-out-dates';
import { parseRule } from '@/lib/core/recurrence/parse-rule';
import { isRuleProblem } from '@/lib/core/recurrence/rule-problem';
import type { Series, SeriesOverride } from '@/lib/core/recurrence/series';
import type { ZoneId } from '@/lib/core/time/zone';

/** One date of a series, wherever it now is, with its own words. */
export interface SeriesDate extends SeriesOverride {
  readonly content: OwnContent | null;
}

/** Its overrides are all its dates; those of the rule that are none of them are its exceptions. */
export type DatedSeries = Series<SeriesDate>;

/** @throws RangeError for an event that is no series: a defect. */
export function toDatedSeries(
  timeZone: ZoneId,
  event: BookedEvent,
  dates: readonly BookedDate[],
): DatedSeries {
  const { rrule, start, end, roomIds } = event;
  const rule = rrule === null ? null : parseRule(rrule);
  if (rrule === null || rule === null || isRuleProblem(rule)) {
    throw new RangeError(`event ${event.id} is no series`);
  }
  const own = dates.filter(({ roomId }) => roomId === roomIds[0]);
  return {
    rule,
    start,
    timeZone,
    durationMs: end - start,
    exceptions: leftOutDates({ rrule, start, timeZone }, own),
    overrides: own.map((date) => ({
      recurrenceId: date.recurrenceId,
      start: date.start,
      end: date.end,
      content: date.content,
    })),
  };
}
