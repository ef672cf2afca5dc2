import { BackendError, isBackendError, type WriteOutcome } from '@/lib/calendar/errors';

/** Reads that come before the first write: whatever fails here, nothing was written. */
export function beforeWriting<T>(work: Promise<T>): Promise<T> {
  return work.catch((error: unknown) => rethrow(error, 'not-applied'));
}

/** Everything after the first write: whatever fails here, a part of it stands. */
export function afterWriting<T>(work: Promise<T>): Promise<T> {
  return work.catch((error: unknown) => rethrow(error, 'unknown'));
}

function rethrow(error: unknown, outcome: WriteOutcome): never {
  if (!isBackendError(error) || error.outcome === outcome) throw error;
  throw new BackendError(error.code, error.message, {
    outcome,
    cause: error.cause ?? error,
    ...(error.retryAfterMs === null ? {} : { retryAfterMs: error.retryAfterMs }),
  });
}
