import type { EventRef, Scope } from '@/lib/calendar/backend';
import { BackendError } from '@/lib/calendar/errors';
import type { Instant } from '@/lib/core/time/instant';

/**
 * The one date that a write is about; null for the event as a whole.
 * @throws BackendError `invalid-request` for one date of a series that is not named, `event-not-found`
 * for a date of what is no series; not applied
 */
export function targetDate(
  { recurrenceId }: EventRef,
  scope: Scope,
  isSeries: boolean,
): Instant | null {
  if (scope === 'all') return null;
  if (isSeries && recurrenceId === null) {
    throw new BackendError('invalid-request', 'one date of a series must be named', notApplied);
  }
  if (!isSeries && recurrenceId !== null) {
    throw new BackendError('event-not-found', 'the event has no such date', notApplied);
  }
  return recurrenceId;
}

const notApplied = { outcome: 'not-applied' } as const;
