import { parseRule } from '@/lib/core/recurrence/parse-rule';
import { ruleDates } from '@/lib/core/recurrence/rule-dates';
import { isRuleProblem } from '@/lib/core/recurrence/rule-problem';
import type { Instant } from '@/lib/core/time/instant';
import type { ZoneId } from '@/lib/core/time/zone';

export interface StoredRule {
  readonly rrule: string;
  readonly start: Instant;
  readonly timeZone: ZoneId;
}

/** No rule that was booked names more dates than this. */
const mostNamed = 5_000;

/**
 * The starts that the rule names and that are none of the given dates: its exceptions.
 * @throws RangeError for a rule that was never booked: a defect.
 */
export function leftOutDates(
  { rrule, start, timeZone }: StoredRule,
  dates: readonly { readonly recurrenceId: Instant }[],
): readonly Instant[] {
  const rule = parseRule(rrule);
  if (isRuleProblem(rule)) throw new RangeError(`not a rule that can be booked: ${rrule}`);
  const named = ruleDates({ rule, start, timeZone });
  if (isRuleProblem(named)) throw new RangeError(`a rule that does not begin there: ${rrule}`);
  const present = new Set(dates.map(({ recurrenceId }) => recurrenceId));
  const leftOut: Instant[] = [];
  let count = 0;
  for (const { at } of named) {
    count += 1;
    if (count > mostNamed) throw new RangeError(`a rule without a measure: ${rrule}`);
    if (!present.has(at)) leftOut.push(at);
  }
  return leftOut;
}
