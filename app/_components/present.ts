import { type Instant, instant } from '@/lib/core/time/instant';

/** Pages follow the present in steps. */
export const presentStepMs = 15_000;

/** The present, to a quarter of a minute. */
export function present(): Instant {
  return instant(Math.floor(Date.now() / presentStepMs) * presentStepMs);
}
