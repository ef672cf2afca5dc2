import type { Instant } from '@/lib/core/time/instant';

/** Where services get the time from, so that tests can set it. */
export interface Clock {
  now(): Instant;
}
