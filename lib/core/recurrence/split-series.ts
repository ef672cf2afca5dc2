import {
  createSeriesShift,
  type SeriesMove,
  type SeriesShift,
} from '@/lib/core/recurrence/create-series-shift';
import { lastDate } from '@/lib/core/recurrence/last-date';
import type { RecurrenceRule, RuleEnd } from '@/lib/core/recurrence/recurrence-rule';
import type { RuleDate } from '@/lib/core/recurrence/rule-dates';
import { isRuleProblem, type RuleProblem, ruleProblem } from '@/lib/core/recurrence/rule-problem';
import type { Series, SeriesOverride } from '@/lib/core/recurrence/series';
import { seriesDatesUpTo } from '@/lib/core/recurrence/series-dates-up-to';
import type { Instant } from '@/lib/core/time/instant';

export interface SplitSeries<Override extends SeriesOverride> {
  /** What stays as it is; null where no date comes before. */
  readonly before: Series<Override> | null;
  readonly after: Series<Override>;
}

/**
 * Cuts a series in two before the date whose original start is `at`: together they have the very
 * dates, exceptions and overrides of the whole, each override on the side of its original start.
 * With `move` the second part goes where that date goes (the first date: the whole series does).
 * Refused: `no-such-date` when the rule does not name it or it was left out, `cannot-move` when a
 * rule by the month would have to go to another day, `ambiguous-start` when no wall time can say where.
 */
export function splitSeries<Override extends SeriesOverride>(
  series: Series<Override>,
  at: Instant,
  move: SeriesMove | null = null,
): SplitSeries<Override> | RuleProblem {
  const dates = seriesDatesUpTo(series, at);
  if (isRuleProblem(dates)) return dates;
  const index = dates.findIndex((date) => date.at === at);
  const from = dates[index];
  if (!from || series.exceptions.includes(at)) return ruleProblem('no-such-date');
  const cut = { series, dates, index, from };
  const { start, durationMs } = move ?? { start: at, durationMs: series.durationMs };
  const shift = createSeriesShift(series, from, { start, durationMs });
  if (shift.place(from.date) !== start) return ruleProblem('ambiguous-start');
  const after = partAfter(cut, shift);
  return isRuleProblem(after) ? after : { before: partBefore(cut), after };
}

interface Cut<Override extends SeriesOverride> {
  readonly series: Series<Override>;
  /** The dates of the rule, to the last that something was done to. */
  readonly dates: readonly RuleDate[];
  readonly index: number;
  readonly from: RuleDate;
}

function partBefore<Override extends SeriesOverride>({
  series,
  dates,
  index,
  from,
}: Cut<Override>): Series<Override> | null {
  const exceptions = series.exceptions.filter((each) => each < from.at);
  const own = dates.slice(0, index);
  const last = own.at(-1);
  if (!last || own.every(({ at }) => exceptions.includes(at))) return null;
  const { rule } = series;
  const end: RuleEnd =
    rule.end.kind === 'count' ? { kind: 'count', count: index } : { kind: 'date', date: last.date };
  const overrides = series.overrides.filter(({ recurrenceId }) => recurrenceId < from.at);
  return { ...series, rule: { ...rule, end }, exceptions, overrides };
}

function partAfter<Override extends SeriesOverride>(
  { series, dates, index, from }: Cut<Override>,
  shift: SeriesShift,
): Series<Override> | RuleProblem {
  const first = firstOnClock(dates, index, shift);
  const anchor = dates[first];
  if (!anchor) return ruleProblem('cannot-move');
  const rule = shift.shiftRule(endedAfter(series, first));
  if (isRuleProblem(rule)) return rule;
  const byStart = new Map(dates.map((date) => [date.at, date]));
  const leftOut = series.exceptions.flatMap((each) => byStart.get(each) ?? []);
  const exceptions = [
    ...dates.slice(first, index),
    ...leftOut.filter(({ at }) => at >= from.at),
  ].map(({ date }) => shift.place(date));
  const overrides: Override[] = [];
  for (const override of series.overrides) {
    if (override.recurrenceId < from.at) continue;
    const date = byStart.get(override.recurrenceId);
    if (!date) return ruleProblem('no-such-date');
    overrides.push(shift.shiftOverride(override, date));
  }
  const { durationMs } = shift;
  return { ...series, rule, start: shift.place(anchor.date), durationMs, exceptions, overrides };
}

/**
 * A series keeps the time that its first date has, so it cannot begin on a day whose clock skips that
 * time: it begins one date earlier then, with that date left out.
 */
function firstOnClock(dates: readonly RuleDate[], index: number, shift: SeriesShift): number {
  return dates.findLastIndex(({ date }, at) => at <= index && shift.isOnClock(date));
}

/** The rule without its first dates, its end as a date or a count that shifting can follow. */
function endedAfter({ rule, start, timeZone }: Series, skipped: number): RecurrenceRule {
  if (rule.end.kind === 'count') {
    return { ...rule, end: { kind: 'count', count: rule.end.count - skipped } };
  }
  const date = lastDate(rule.end, start, timeZone);
  return date ? { ...rule, end: { kind: 'date', date } } : rule;
}
