import { type RuleProblemCode, ruleProblemCodes } from '@/lib/core/recurrence/rule-problem';
import { RequestFailure } from '@/lib/http/client/request-failure';

/** What is wrong with the rule, by the code in the server's message; null where it is not the rule. */
export function ruleProblemOf(error: Error): RuleProblemCode | null {
  const problem = error instanceof RequestFailure ? error.problem : null;
  const said = problem?.errors?.find(({ path }) => path === 'rrule' || path === 'replacements');
  const code = /\(([a-z-]+)(?:: [^)]*)?\)$/.exec(said?.message ?? '')?.[1];
  return ruleProblemCodes.find((known) => known === code) ?? null;
}
