import { type HttpAnswer, TransportError } from '@/lib/calendar/backends/shared/http-sender';
import {
  BackendError,
  type BackendErrorCode,
  type BackendErrorDetails,
  type WriteOutcome,
} from '@/lib/calendar/errors';
import type { Instant } from '@/lib/core/time/instant';

/** What was asked of the server, for messages and for what its refusals mean. */
export interface DavOperation {
  /** The HTTP method; nothing of the address, which may name people. */
  readonly method: string;
  readonly writes: boolean;
  /** What is missing when the server answers 404 or 410. */
  readonly missing: 'room-not-found' | 'event-not-found';
}

const maxRetryAfterMs = 3_600_000;

/** Translates a request that got no complete answer; a foreign error becomes `bad-response`. */
export function fromTransportError(error: unknown, operation: DavOperation): BackendError {
  if (error instanceof BackendError) return error;
  if (!(error instanceof TransportError)) {
    return failure('bad-response', operation, 'failed in an unforeseen way', {
      cause: error,
      ...outcome(operation, 'unknown'),
    });
  }
  const details = {
    cause: error,
    ...outcome(operation, error.requestLeft ? 'unknown' : 'not-applied'),
  };
  switch (error.failure) {
    case 'ended-by-signal':
      return isTimeout(error.cause)
        ? failure('timeout', operation, 'took longer than its deadline', details)
        : failure('aborted', operation, 'was given up by the caller', details);
    case 'not-connected':
      return failure(
        'unavailable',
        operation,
        `found no connection${reasonOf(error.cause)}`,
        details,
      );
    case 'broken-off':
      return failure('unavailable', operation, 'was broken off', details);
    case 'too-large':
      return failure('bad-response', operation, 'was answered with too much', details);
    case 'bad-redirect':
      return failure('bad-response', operation, 'was sent to another server', details);
    case 'encoded':
      return failure(
        'bad-response',
        operation,
        'was answered in an encoding not asked for',
        details,
      );
  }
}

/** Translates a complete answer that is not the success which the operation defines. */
export function fromStatus(
  answer: Pick<HttpAnswer, 'status' | 'headers'>,
  operation: DavOperation,
  now: Instant,
): BackendError {
  const { status } = answer;
  const details: BackendErrorDetails = {
    ...outcome(operation, isSurelyRefused(status) ? 'not-applied' : 'unknown'),
    ...retryAfter(answer.headers.get('retry-after'), now),
  };
  return failure(codeOf(status, operation), operation, `was answered ${status}`, details);
}

/** A complete answer of status 2xx that does not hold what it must. */
export function badAnswer(operation: DavOperation, why: string, cause?: unknown): BackendError {
  return failure('bad-response', operation, `was answered badly: ${why}`, {
    ...outcome(operation, 'unknown'),
    ...(cause === undefined ? {} : { cause }),
  });
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

/** A 4xx says that nothing was done, but 408 is also said by a proxy that gave up waiting. */
function isSurelyRefused(status: number): boolean {
  return status >= 400 && status < 500 && status !== 408;
}

function failure(
  code: BackendErrorCode,
  { method }: DavOperation,
  what: string,
  details: BackendErrorDetails,
): BackendError {
  return new BackendError(code, `CalDAV ${method} ${what}`, details);
}

function outcome(
  { writes }: DavOperation,
  known: WriteOutcome,
): { readonly outcome?: WriteOutcome } {
  return writes ? { outcome: known } : {};
}

/** Such as ECONNREFUSED, ENOTFOUND or the name of what is wrong with a certificate. */
function reasonOf(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? cause.code : null;
  return typeof code === 'string' ? ` (${code})` : '';
}

function isTimeout(reason: unknown): boolean {
  return reason instanceof Error && reason.name === 'TimeoutError';
}

/** RFC 9110 section 10.2.3: seconds or a date. */
function retryAfter(text: string | null, now: Instant): { readonly retryAfterMs?: number } {
  if (text === null) return {};
  const ms = /^\d{1,9}$/.test(text.trim()) ? Number(text) * 1_000 : Date.parse(text) - now;
  return Number.isNaN(ms) ? {} : { retryAfterMs: Math.min(Math.max(ms, 0), maxRetryAfterMs) };
}
