import { createSeriesShift, type SeriesMove } from '@/lib/core/recurrence/create-series-shift';
import { lastDate } from '@/lib/core/recurrence/last-date';
import type { RuleDate } from '@/lib/core/recurrence/rule-dates';
import { isRuleProblem, type RuleProblem, ruleProblem } from '@/lib/core/recurrence/rule-problem';
import type { Series, SeriesOverride } from '@/lib/core/recurrence/series';
import { seriesDatesUpTo } from '@/lib/core/recurrence/series-dates-up-to';
import type { Instant } from '@/lib/core/time/instant';

/**
 * The whole series where one date of it goes, named by its start in the rule: every date moves alike
 * on the wall clock, those that were moved on their own keep their distance. Refused as a split is.
 */
export function shiftSeries<Override extends SeriesOverride>(
  series: Series<Override>,
  at: Instant,
  move: SeriesMove,
): Series<Override> | RuleProblem {
  const dates = seriesDatesUpTo(series, at);
  if (isRuleProblem(dates)) return dates;
  const byStart = new Map(dates.map((date) => [date.at, date]));
  const from = byStart.get(at);
  const [first] = dates;
  if (!from || !first) return ruleProblem('no-such-date');
  const shift = createSeriesShift(series, from, move);
  if (shift.place(from.date) !== move.start) return ruleProblem('ambiguous-start');
  if (!shift.isOnClock(first.date)) return ruleProblem('cannot-move');
  const end = lastDate(series.rule.end, series.start, series.timeZone);
  const rule = shift.shiftRule(
    end ? { ...series.rule, end: { kind: 'date', date: end } } : series.rule,
  );
  if (isRuleProblem(rule)) return rule;
  const follow = (start: Instant): readonly RuleDate[] => {
    const date = byStart.get(start);
    return date ? [date] : [];
  };
  return {
    ...series,
    rule,
    start: shift.place(first.date),
    durationMs: shift.durationMs,
    exceptions: series.exceptions.flatMap(follow).map(({ date }) => shift.place(date)),
    overrides: series.overrides.flatMap((override) =>
      follow(override.recurrenceId).map((date) => shift.shiftOverride(override, date)),
    ),
  };
}
