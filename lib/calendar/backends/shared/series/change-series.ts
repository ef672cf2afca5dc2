import type { EventChange } from '@/lib/calendar/backend';
import { accepted } from '@/lib/calendar/backends/shared/series/accepted';
import { unsupported } from '@/lib/calendar/backends/shared/unsupported';
import { BackendError } from '@/lib/calendar/errors';
import { createSeriesShift } from '@/lib/core/recurrence/create-series-shift';
import { lastDate } from '@/lib/core/recurrence/last-date';
import { parseRule } from '@/lib/core/recurrence/parse-rule';
import type { RecurrenceRule } from '@/lib/core/recurrence/recurrence-rule';
import { type RuleDate, ruleDates } from '@/lib/core/recurrence/rule-dates';
import { ruleProblem } from '@/lib/core/recurrence/rule-problem';
import type { Series, SeriesOverride } from '@/lib/core/recurrence/series';
import { addMs, type Instant } from '@/lib/core/time/instant';

/** How many dates are looked through for those that something was done to. */
const mostLookedAt = 20_000;

/** True when the change touches when the series is. */
export function isTimeChange({ start, end, timeZone, recurrence }: EventChange): boolean {
  return [start, end, timeZone, recurrence].some((each) => each !== undefined);
}

/**
 * The whole series after a change of its times or its rule. What was done to single dates goes along
 * by the wall clock, as long as the rule still names them.
 * @throws BackendError `invalid-request`, or `unsupported` for another zone; not applied
 */
export function changeSeries<Override extends SeriesOverride>(
  series: Series<Override>,
  change: EventChange,
): Series<Override> {
  if (change.timeZone !== undefined && change.timeZone !== series.timeZone) {
    unsupported('a series cannot be put on the clock of another zone');
  }
  const moved = moveSeries(series, change);
  const { recurrence } = change;
  if (!recurrence) return moved;
  const rule = accepted(parseRule(recurrence.rrule));
  const exceptions = [...new Set([...moved.exceptions, ...recurrence.exceptions])];
  return keepNamed({ ...moved, rule, exceptions });
}

function moveSeries<Override extends SeriesOverride>(
  series: Series<Override>,
  { start = series.start, end = addMs(series.start, series.durationMs), recurrence }: EventChange,
): Series<Override> {
  const durationMs = end - start;
  if (durationMs <= 0) throw invalid('the end is not after the start');
  if (start === series.start && durationMs === series.durationMs) return series;
  const dates = datesToLast(series);
  const [first] = dates.values();
  if (!first) throw invalid('the series has no dates');
  const shift = createSeriesShift(series, first, { start, durationMs });
  if (shift.place(first.date) !== start) return accepted<never>(ruleProblem('ambiguous-start'));
  const follow = (at: Instant): readonly RuleDate[] => {
    const date = dates.get(at);
    return date ? [date] : [];
  };
  return {
    ...series,
    start,
    durationMs,
    rule: recurrence ? series.rule : accepted(shift.shiftRule(endedByDate(series))),
    exceptions: series.exceptions.flatMap(follow).map(({ date }) => shift.place(date)),
    overrides: series.overrides.flatMap((override) =>
      follow(override.recurrenceId).map((date) => shift.shiftOverride(override, date)),
    ),
  };
}

/** The rule with its end as a date, which a shift can follow, where it is an instant. */
function endedByDate({ rule, start, timeZone }: Series): RecurrenceRule {
  const date = lastDate(rule.end, start, timeZone);
  return date ? { ...rule, end: { kind: 'date', date } } : rule;
}

function keepNamed<Override extends SeriesOverride>(series: Series<Override>): Series<Override> {
  const dates = datesToLast(series);
  const leftOut = new Set(series.exceptions);
  return {
    ...series,
    exceptions: series.exceptions.filter((at) => dates.has(at)),
    overrides: series.overrides.filter(
      ({ recurrenceId }) => dates.has(recurrenceId) && !leftOut.has(recurrenceId),
    ),
  };
}

/** The dates of the rule by their starts, from the first to the last that something was done to. */
function datesToLast(series: Series): ReadonlyMap<Instant, RuleDate> {
  const touched = series.overrides.map(({ recurrenceId }) => recurrenceId);
  const last = Math.max(series.start, ...series.exceptions, ...touched);
  const found = new Map<Instant, RuleDate>();
  for (const date of accepted(ruleDates(series))) {
    if (date.at > last) break;
    if (found.size === mostLookedAt) throw invalid('the series has too many dates');
    found.set(date.at, date);
  }
  return found;
}

function invalid(message: string): BackendError {
  return new BackendError('invalid-request', message, { outcome: 'not-applied' });
}
