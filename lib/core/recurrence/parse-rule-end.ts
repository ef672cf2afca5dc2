import type { RuleEnd } from '@/lib/core/recurrence/recurrence-rule';
import { type RuleProblem, ruleProblem } from '@/lib/core/recurrence/rule-problem';
import { parseInstant } from '@/lib/core/time/instant';
import { parseDate } from '@/lib/core/time/wall-time';

const largestCount = 100_000;

/**
 * The end that COUNT or UNTIL (RFC 5545 section 3.3.10) names. UNTIL is a date or a time in UTC: a
 * wall time without its zone is refused.
 */
export function parseRuleEnd(
  count: string | undefined,
  until: string | undefined,
): RuleEnd | RuleProblem {
  if (count !== undefined && until !== undefined) return ruleProblem('count-and-until');
  if (count !== undefined) return parseCount(count);
  return until === undefined ? { kind: 'never' } : parseUntil(until);
}

function parseCount(text: string): RuleEnd | RuleProblem {
  if (!/^\d+$/.test(text) || Number(text) === 0) return ruleProblem('bad-value', 'COUNT');
  const count = Number(text);
  return count > largestCount ? ruleProblem('too-large', 'COUNT') : { kind: 'count', count };
}

function parseUntil(text: string): RuleEnd | RuleProblem {
  const match = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})Z)?$/.exec(text);
  const [, year, month, day, hour, minute, second] = match ?? [];
  const date = parseDate(`${year}-${month}-${day}`);
  if (!date) return ruleProblem('bad-value', 'UNTIL');
  if (hour === undefined) return { kind: 'date', date };
  const at = parseInstant(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return at === null ? ruleProblem('bad-value', 'UNTIL') : { kind: 'instant', at };
}
