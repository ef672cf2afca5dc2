import { BackendError, type BackendErrorCode, type WriteOutcome } from '@/lib/calendar/errors';

/** For a write whose backend did not say. A refusal is a complete answer; silence is none. */
const outcomeOf: Readonly<Record<BackendErrorCode, WriteOutcome>> = {
  unauthenticated: 'not-applied',
  forbidden: 'not-applied',
  'room-not-found': 'not-applied',
  'event-not-found': 'not-applied',
  conflict: 'not-applied',
  stale: 'not-applied',
  'invalid-request': 'not-applied',
  unsupported: 'not-applied',
  throttled: 'not-applied',
  unavailable: 'unknown',
  timeout: 'unknown',
  aborted: 'unknown',
  'bad-response': 'unknown',
};

/** Whether a write that was sent and failed so took effect. */
export function writeOutcome(error: BackendError): WriteOutcome {
  return error.outcome ?? outcomeOf[error.code];
}

/** The same error with that outcome; the given one is its cause. */
export function withOutcome(error: BackendError, outcome: WriteOutcome): BackendError {
  if (error.outcome === outcome) return error;
  return new BackendError(error.code, error.message, {
    cause: error,
    outcome,
    ...(error.retryAfterMs === null ? {} : { retryAfterMs: error.retryAfterMs }),
  });
}
