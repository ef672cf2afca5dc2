import type { RecurrenceRule, RuleEnd } from '@/lib/core/recurrence/recurrence-rule';
import { type RuleProblem, ruleProblem } from '@/lib/core/recurrence/rule-problem';
import { addDays } from '@/lib/core/time/wall-time';

/**
 * The rule whose dates are those of the given one, each so many days later. Days and weeks can be
 * shifted; what goes by the month cannot (`cannot-move`): the 31st, a day later, is no rule.
 */
export function shiftRule(rule: RecurrenceRule, days: number): RecurrenceRule | RuleProblem {
  if (days === 0) return rule;
  if (rule.frequency === 'monthly' || rule.frequency === 'yearly') {
    return ruleProblem('cannot-move');
  }
  const weekdays = rule.weekdays
    .map((each) => ({ ...each, weekday: shiftWeekday(each.weekday, days) }))
    .sort((a, b) => a.weekday - b.weekday);
  // Where weeks are skipped, dates stay together only if the weeks begin later too.
  const weeksMatter = rule.interval > 1 && weekdays.length > 1;
  const weekStart = weeksMatter ? shiftWeekday(rule.weekStart, days) : rule.weekStart;
  return { ...rule, weekdays, weekStart, end: shiftEnd(rule.end, days) };
}

function shiftWeekday(weekday: number, days: number): number {
  return ((((weekday - 1 + days) % 7) + 7) % 7) + 1;
}

function shiftEnd(end: RuleEnd, days: number): RuleEnd {
  return end.kind === 'date' ? { kind: 'date', date: addDays(end.date, days) } : end;
}
