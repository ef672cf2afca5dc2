import type { RecurrenceRule } from '@/lib/core/recurrence/recurrence-rule';
import { type RuleDate, type RuleStart, ruleDates } from '@/lib/core/recurrence/rule-dates';
import { isRuleProblem, type RuleProblem } from '@/lib/core/recurrence/rule-problem';
import { addMs, type Instant } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';

/** One date of a series. `recurrenceId` is the start that the rule gives it, wherever it moves. */
export interface Occurrence extends Interval {
  readonly recurrenceId: Instant;
}

export interface ExpandQuery extends RuleStart {
  readonly durationMs: number;
  /** Starts that are left out (EXDATE). */
  readonly exceptions: readonly Instant[];
  readonly bounds: {
    /** Dates that end after this are not looked at. */
    readonly until: Instant;
    /** How many dates at most. */
    readonly most: number;
  };
}

export interface Expansion {
  /** Sorted by start. */
  readonly occurrences: readonly Occurrence[];
  /** What cut the series short; null when it ended by itself. */
  readonly bounded: null | 'window' | 'count';
  /** The rule that names exactly these dates: as asked for, or ended where it was cut. */
  readonly rule: RecurrenceRule;
}

/**
 * Every date of a series on the wall clock of its zone, within the bounds. Each lasts exactly as long
 * as the first, also over a change of the clocks: RFC 5545 section 3.8.5.3 has it so for events with
 * a DTEND, which is how they are written.
 */
export function expandRule(query: ExpandQuery): Expansion | RuleProblem {
  const dates = ruleDates(query);
  if (isRuleProblem(dates)) return dates;
  const { rule, durationMs, bounds } = query;
  const leftOut = new Set(query.exceptions);
  const kept: RuleDate[] = [];
  let bounded: Expansion['bounded'] = null;
  for (const each of dates) {
    if (leftOut.has(each.at)) continue;
    if (each.at + durationMs > bounds.until) bounded = 'window';
    else if (kept.length === bounds.most) bounded = 'count';
    if (bounded) break;
    kept.push(each);
  }
  const occurrences = kept.map(({ at }) => ({
    recurrenceId: at,
    start: at,
    end: addMs(at, durationMs),
  }));
  return { occurrences, bounded, rule: bounded ? endedWith(rule, kept.at(-1)) : rule };
}

function endedWith(rule: RecurrenceRule, last: RuleDate | undefined): RecurrenceRule {
  return last ? { ...rule, end: { kind: 'date', date: last.date } } : rule;
}
