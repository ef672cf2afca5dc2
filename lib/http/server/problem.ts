import type { BackendErrorCode } from '@/lib/calendar/errors';
import { BackendError } from '@/lib/calendar/errors';
import { FoyerError, type ProblemCode } from '@/lib/core/errors';
import type { Problem } from '@/lib/http/contract/problem';
import { toSlot } from '@/lib/http/server/presenters/slot';
import { presentSuggestion } from '@/lib/http/server/presenters/suggestion';

interface ProblemKind {
  readonly status: number;
  readonly title: string;
}

/** Typed over the codes: one that lacks its status and title does not compile. */
export const problemKinds: Readonly<Record<ProblemCode, ProblemKind>> = {
  'malformed-json': { status: 400, title: 'The body is not JSON' },
  'invalid-input': { status: 422, title: 'Something in the input is not right' },
  'payload-too-large': { status: 413, title: 'The body is too large' },
  'unsupported-media-type': { status: 415, title: 'The body is not of a type that is taken here' },
  unauthenticated: { status: 401, title: 'Sign in first' },
  forbidden: { status: 403, title: 'You may not do this' },
  'foreign-origin': { status: 403, title: 'The request came from another site' },
  'not-found': { status: 404, title: 'There is no such thing' },
  'method-not-allowed': { status: 405, title: 'This address does not take that method' },
  gone: { status: 410, title: 'It has ended already' },
  conflict: { status: 409, title: 'Not available at this time' },
  duplicate: { status: 409, title: 'There is one of that name already' },
  'in-use': { status: 409, title: 'It is still in use' },
  'idempotency-mismatch': { status: 422, title: 'The key was used for another request' },
  stale: { status: 412, title: 'It has changed meanwhile' },
  policy: { status: 403, title: 'Against the rules of the room' },
  'availability-unknown': { status: 503, title: 'Availability is not known' },
  'backend-refused': { status: 502, title: 'The calendar refused' },
  'backend-unavailable': { status: 503, title: 'The calendar is not available' },
  unsupported: { status: 422, title: 'Not available here' },
  'database-unavailable': { status: 503, title: 'The database is not available' },
  internal: { status: 500, title: 'Something went wrong' },
};

/** What a calendar's failure is called where no service has put it into better words. */
const fromBackend: Readonly<Record<BackendErrorCode, ProblemCode>> = {
  unauthenticated: 'backend-refused',
  forbidden: 'backend-refused',
  'room-not-found': 'backend-refused',
  'event-not-found': 'backend-refused',
  conflict: 'conflict',
  stale: 'stale',
  'invalid-request': 'backend-refused',
  unsupported: 'unsupported',
  throttled: 'backend-unavailable',
  unavailable: 'backend-unavailable',
  timeout: 'backend-unavailable',
  aborted: 'backend-unavailable',
  'bad-response': 'backend-unavailable',
};

/** Any throwable as a problem that may leave the server; what is not ours says nothing of itself. */
export function toFoyerError(error: unknown): FoyerError {
  if (error instanceof FoyerError) return error;
  if (error instanceof BackendError) {
    const code = fromBackend[error.code];
    return new FoyerError(code, `${problemKinds[code].title}.`, {}, error);
  }
  return new FoyerError('internal', 'This is our fault; it was written to the log.', {}, error);
}

export function toProblem(error: FoyerError, requestId: string): Problem {
  const { status, title } = problemKinds[error.code];
  const { errors, conflicts, alternatives, violations, bookingId } = error.extras;
  return {
    type: `urn:foyer:problem:${error.code}`,
    title,
    status,
    code: error.code,
    detail: error.message,
    requestId,
    ...(errors ? { errors: [...errors] } : {}),
    ...(conflicts ? { conflicts: conflicts.map(toSlot) } : {}),
    ...(alternatives ? { alternatives: alternatives.map(presentSuggestion) } : {}),
    ...(violations ? { violations: [...violations] } : {}),
    ...(bookingId ? { bookingId } : {}),
  };
}

export function toProblemResponse(error: FoyerError, requestId: string): Response {
  const problem = toProblem(error, requestId);
  const headers = new Headers({
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
    'x-request-id': requestId,
  });
  const { retryAfterSeconds } = error.extras;
  if (retryAfterSeconds !== undefined) headers.set('retry-after', String(retryAfterSeconds));
  if (problem.status === 401) headers.set('www-authenticate', 'Bearer');
  return new Response(JSON.stringify(problem), { status: problem.status, headers });
}
