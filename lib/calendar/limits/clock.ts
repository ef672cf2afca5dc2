import type { Instant } from '@/lib/core/time/instant';

/** Tells the time; tests hand in their own. */
export interface Clock {
  now(): Instant;
}
