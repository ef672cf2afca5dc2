import { BackendError, isBackendError } from '@/lib/calendar/errors';
import type { Deadline } from '@/lib/calendar/limits/deadline';

/**
 * Whatever was thrown below the facade as the error that its caller is to see. The deadline's own
 * end comes before anything a backend makes of its signal; what is no BackendError becomes
 * `bad-response` without its text, which nobody has vouched for.
 */
export function translateThrown(thrown: unknown, deadline: Deadline): BackendError {
  const ended = deadline.ended();
  if (ended) return ended;
  if (!isBackendError(thrown)) {
    return new BackendError('bad-response', 'the backend failed in an unforeseen way', {
      cause: thrown,
    });
  }
  if (thrown.code === 'aborted') {
    return new BackendError('bad-response', 'the backend gave up a call that nobody aborted', {
      cause: thrown,
    });
  }
  return thrown;
}
