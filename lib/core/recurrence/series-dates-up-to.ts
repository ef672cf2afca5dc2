import { type RuleDate, ruleDates } from '@/lib/core/recurrence/rule-dates';
import { isRuleProblem, type RuleProblem } from '@/lib/core/recurrence/rule-problem';
import type { Series } from '@/lib/core/recurrence/series';
import type { Instant } from '@/lib/core/time/instant';

/** The dates of the rule as far as that start, and as the last that something was done to. */
export function seriesDatesUpTo(series: Series, at: Instant): readonly RuleDate[] | RuleProblem {
  const dates = ruleDates(series);
  if (isRuleProblem(dates)) return dates;
  const touched = series.overrides.map(({ recurrenceId }) => recurrenceId);
  const last = Math.max(at, ...series.exceptions, ...touched);
  const found: RuleDate[] = [];
  for (const date of dates) {
    if (date.at > last) break;
    found.push(date);
  }
  return found;
}
