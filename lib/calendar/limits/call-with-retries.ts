import type { BackendError } from '@/lib/calendar/errors';
import { backoffMs } from '@/lib/calendar/limits/backoff';
import type { CallPlan } from '@/lib/calendar/limits/call-plan';
import type { Caller } from '@/lib/calendar/limits/caller';
import { translateThrown } from '@/lib/calendar/limits/translate-thrown';
import { withOutcome } from '@/lib/calendar/limits/write-outcome';

/**
 * Makes the call, and again where that is safe and may help, within its deadline.
 * @throws BackendError of the last attempt; for a write, `unknown` once any attempt was unknown.
 */
export async function callWithRetries<T>(
  caller: Caller,
  plan: CallPlan<T>,
  random: () => number,
): Promise<T> {
  let doubtful = false;
  const final = (error: BackendError) => (doubtful ? withOutcome(error, 'unknown') : error);
  for (let tried = 1; ; tried += 1) {
    const attempted = await caller.attempt(plan);
    if (attempted.ok) return attempted.result;
    const { error, repeatable } = attempted;
    doubtful ||= error.outcome === 'unknown';
    const delayMs = repeatable ? backoffMs(tried, random) : null;
    if (delayMs === null || delayMs >= plan.deadline.remainingMs()) throw final(error);
    await plan.deadline.wait(delayMs).catch((thrown: unknown) => {
      const ended = translateThrown(thrown, plan.deadline);
      throw final(plan.write ? withOutcome(ended, 'not-applied') : ended);
    });
  }
}
