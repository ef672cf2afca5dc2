import { compareDates } from '@/lib/core/recurrence/compare-dates';
import { explicitRule } from '@/lib/core/recurrence/explicit-rule';
import { lastDate } from '@/lib/core/recurrence/last-date';
import { namedDates } from '@/lib/core/recurrence/named-dates';
import type { RecurrenceRule } from '@/lib/core/recurrence/recurrence-rule';
import { type RuleProblem, ruleProblem } from '@/lib/core/recurrence/rule-problem';
import { takesDate } from '@/lib/core/recurrence/takes-date';
import type { Instant } from '@/lib/core/time/instant';
import { type CalendarDate, toInstant, toWallTime } from '@/lib/core/time/wall-time';
import type { ZoneId } from '@/lib/core/time/zone';

export interface RuleStart {
  readonly rule: RecurrenceRule;
  /** The first date's start. */
  readonly start: Instant;
  readonly timeZone: ZoneId;
}

/** One start that a rule names: the date that it is meant for, and the instant that this is. */
export interface RuleDate {
  readonly date: CalendarDate;
  readonly at: Instant;
}

/**
 * Every start of a rule, in rising order, until the rule ends: the wall clock of the first, by RFC
 * 5545 section 3.3.5 where the clock skips or repeats that time. Lazy: a rule without an end has no
 * last one, so the caller stops. A start that the rule does not name is refused, where the RFC
 * leaves undefined what happens; so is one that no wall time can say.
 */
export function ruleDates({ rule, start, timeZone }: RuleStart): Iterable<RuleDate> | RuleProblem {
  const wall = toWallTime(start, timeZone);
  if (toInstant(wall, timeZone) !== start) return ruleProblem('ambiguous-start');
  const { year, month, day } = wall;
  const first = { year, month, day };
  const explicit = explicitRule(rule, first);
  const last = lastDate(rule.end, start, timeZone);
  const late = last !== null && compareDates(first, last) > 0;
  if (late || !takesDate(explicit, first)) return ruleProblem('start-not-in-rule');
  const toRuleDate = (date: CalendarDate): RuleDate => ({
    date,
    at: toInstant({ ...wall, ...date }, timeZone),
  });
  const most = rule.end.kind === 'count' ? rule.end.count : Number.POSITIVE_INFINITY;
  return { [Symbol.iterator]: () => upTo(namedDates(explicit, first), { most, last, toRuleDate }) };
}

interface Limits {
  readonly most: number;
  readonly last: CalendarDate | null;
  readonly toRuleDate: (date: CalendarDate) => RuleDate;
}

function* upTo(dates: Iterable<CalendarDate>, limits: Limits): Generator<RuleDate> {
  const { most, last, toRuleDate } = limits;
  let count = 0;
  for (const date of dates) {
    if (count === most || (last !== null && compareDates(date, last) > 0)) return;
    count += 1;
    yield toRuleDate(date);
  }
}
