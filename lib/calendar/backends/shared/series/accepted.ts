import { BackendError } from '@/lib/calendar/errors';
import { isRuleProblem, type RuleProblem } from '@/lib/core/recurrence/rule-problem';

/** What is no problem. @throws BackendError `invalid-request`, not applied, for what is one. */
export function accepted<T extends object>(result: T | RuleProblem): T {
  if (!isRuleProblem(result)) return result;
  const { problem, part } = result;
  const where = part === null ? '' : ` (${part})`;
  throw new BackendError('invalid-request', `the series is refused: ${problem}${where}`, {
    outcome: 'not-applied',
  });
}
