import { BackendError, type WriteOutcome } from '@/lib/calendar/errors';
import type { Instant } from '@/lib/core/time/instant';

/**
 * RFC 3339 for PostgreSQL, which keeps milliseconds. `outcome` is for writes only.
 * @throws BackendError `invalid-request` for what it would not read.
 */
export function toTimestamp(at: Instant, outcome?: WriteOutcome): string {
  const year = new Date(at).getUTCFullYear();
  if (year >= 1 && year <= 9_999) return new Date(at).toISOString();
  throw new BackendError(
    'invalid-request',
    'a time outside the years 1 to 9999',
    outcome === undefined ? {} : { outcome },
  );
}
