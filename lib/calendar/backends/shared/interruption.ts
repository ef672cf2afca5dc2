import { BackendError, type WriteOutcome } from '@/lib/calendar/errors';

/**
 * The error that says why a signal ended our waiting: `timeout` when it was a deadline
 * (AbortSignal.timeout), `aborted` when the caller left. `outcome` is for writes only.
 */
export function interruption(signal: AbortSignal, outcome?: WriteOutcome): BackendError {
  const late = signal.reason instanceof DOMException && signal.reason.name === 'TimeoutError';
  const details = outcome === undefined ? {} : { outcome };
  return late
    ? new BackendError('timeout', 'no answer before the deadline', details)
    : new BackendError('aborted', 'the caller left before the answer', details);
}
