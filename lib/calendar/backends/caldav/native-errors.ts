import type { HttpAnswer } from '@/lib/calendar/backends/shared/http-sender';
import {
  type AskedOperation,
  badAnswer as badlyAnswered,
  fromTransportError as fromUnansweredRequest,
  isSurelyRefused,
  requestError,
  retryAfterOf,
  writeOutcome,
} from '@/lib/calendar/backends/shared/request-errors';
import type { BackendError, BackendErrorCode } from '@/lib/calendar/errors';
import type { Instant } from '@/lib/core/time/instant';

/** What was asked of the server, for messages and for what its refusals mean. */
export interface DavOperation {
  /** The HTTP method; nothing of the address, which may name people. */
  readonly method: string;
  readonly writes: boolean;
  /** What is missing when the server answers 404 or 410. */
  readonly missing: 'room-not-found' | 'event-not-found';
}

const asked = ({ method, writes }: DavOperation): AskedOperation => ({
  label: `CalDAV ${method}`,
  writes,
});

/** Translates a request that got no complete answer; a foreign error becomes `bad-response`. */
export function fromTransportError(error: unknown, operation: DavOperation): BackendError {
  return fromUnansweredRequest(error, asked(operation));
}

/** Translates a complete answer that is not the success which the operation defines. */
export function fromStatus(
  answer: Pick<HttpAnswer, 'status' | 'headers'>,
  operation: DavOperation,
  now: Instant,
): BackendError {
  const { status } = answer;
  const retryAfterMs = retryAfterOf(answer.headers, now);
  return requestError(codeOf(status, operation), asked(operation), `was answered ${status}`, {
    ...writeOutcome(operation, isSurelyRefused(status) ? 'not-applied' : 'unknown'),
    ...(retryAfterMs === null ? {} : { retryAfterMs }),
  });
}

/** A complete answer of status 2xx that does not hold what it must. */
export function badAnswer(operation: DavOperation, why: string, cause?: unknown): BackendError {
  return badlyAnswered(asked(operation), why, cause);
}

function codeOf(status: number, { missing }: DavOperation): BackendErrorCode {
  if (status === 404 || status === 410) return missing;
  if (status >= 500 && status !== 501) return 'unavailable';
  return codes[status] ?? (status >= 400 && status < 500 ? 'invalid-request' : 'bad-response');
}

const codes: Readonly<Record<number, BackendErrorCode>> = {
  401: 'unauthenticated',
  403: 'forbidden',
  405: 'unsupported',
  407: 'forbidden',
  408: 'timeout',
  409: 'conflict',
  412: 'stale',
  423: 'unavailable',
  429: 'throttled',
  501: 'unsupported',
};
