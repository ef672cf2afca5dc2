import { BackendError, type WriteOutcome } from '@/lib/calendar/errors';

/** A room that is not one of this connection; `outcome` is for writes only. */
export function roomNotFound(outcome?: WriteOutcome): BackendError {
  return new BackendError(
    'room-not-found',
    'no such room on this connection',
    outcome === undefined ? {} : { outcome },
  );
}
