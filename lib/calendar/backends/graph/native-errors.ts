import { type HttpAnswer, TransportError } from '@/lib/calendar/backends/shared/http-sender';
import {
  BackendError,
  type BackendErrorCode,
  type BackendErrorDetails,
  type WriteOutcome,
} from '@/lib/calendar/errors';
import type { Instant } from '@/lib/core/time/instant';

/** What was asked of Graph, for messages and for what its refusals mean. */
export interface GraphOperation {
  /** Such as `getSchedule`; nothing of the address, which may name people. */
  readonly name: string;
  readonly writes: boolean;
  /** What is missing when Graph answers 404. */
  readonly missing: 'room-not-found' | 'event-not-found' | 'invalid-request';
}

const maxRetryAfterMs = 3_600_000;

/** Graph's own codes that say more than their status does (error.code, or of its inner errors). */
const codesByName: Readonly<Record<string, BackendErrorCode>> = {
  ErrorInvalidIdMalformed: 'event-not-found',
  ErrorInvalidId: 'event-not-found',
  ErrorItemNotFound: 'event-not-found',
  // No date of a series may pass the one before or after it.
  ErrorOccurrenceCrossingBoundary: 'unsupported',
  ErrorIrresolvableConflict: 'stale',
  SyncStateNotFound: 'stale',
  syncStateNotFound: 'stale',
  SyncStateInvalid: 'stale',
  resyncRequired: 'stale',
  ErrorMailboxConcurrencyExceeded: 'throttled',
  ApplicationThrottled: 'throttled',
  ErrorServerBusy: 'throttled',
};

const codesByStatus: Readonly<Record<number, BackendErrorCode>> = {
  401: 'unauthenticated',
  403: 'forbidden',
  405: 'unsupported',
  407: 'forbidden',
  408: 'timeout',
  409: 'stale',
  410: 'stale',
  412: 'stale',
  423: 'unavailable',
  429: 'throttled',
  501: 'unsupported',
};

/** Translates a request that got no complete answer; a foreign error becomes `bad-response`. */
export function fromTransportError(error: unknown, operation: GraphOperation): BackendError {
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
  const [code, what] = verdictOn(error);
  return failure(code, operation, what, details);
}

function verdictOn({ failure: kind, cause }: TransportError): readonly [BackendErrorCode, string] {
  switch (kind) {
    case 'ended-by-signal':
      return isTimeout(cause)
        ? ['timeout', 'took longer than its deadline']
        : ['aborted', 'was given up by the caller'];
    case 'not-connected':
      return ['unavailable', `found no connection${reasonOf(cause)}`];
    case 'broken-off':
      return ['unavailable', 'was broken off'];
    case 'too-large':
      return ['bad-response', 'was answered with too much'];
    case 'bad-redirect':
      return ['bad-response', 'was sent to another server'];
    case 'encoded':
      return ['bad-response', 'was answered in an encoding not asked for'];
  }
}

/** Translates a complete answer that is not the success which the operation defines. */
export function fromStatus(
  answer: Pick<HttpAnswer, 'status' | 'headers' | 'text'>,
  operation: GraphOperation,
  now: Instant,
): BackendError {
  const { status } = answer;
  const names = errorNames(answer.text);
  const retryAfterMs = retryAfterOf(answer.headers, now);
  const details: BackendErrorDetails = {
    ...outcome(operation, isSurelyRefused(status) ? 'not-applied' : 'unknown'),
    ...(retryAfterMs === null ? {} : { retryAfterMs }),
  };
  const code = codeOf(status, names, operation, retryAfterMs !== null);
  const said = names.length > 0 ? ` (${names.join(', ')})` : '';
  return failure(code, operation, `was answered ${status}${said}`, details);
}

/** A complete answer of status 2xx that does not hold what it must. */
export function badAnswer(operation: GraphOperation, why: string, cause?: unknown): BackendError {
  return failure('bad-response', operation, `was answered badly: ${why}`, {
    ...outcome(operation, 'unknown'),
    ...(cause === undefined ? {} : { cause }),
  });
}

/** The codes that an error answer names, outermost first; none of its texts, which may name people. */
export function errorNames(text: string): readonly string[] {
  const names: string[] = [];
  let level: unknown = parsedOrNull(text)?.error;
  while (isRecord(level) && names.length < 4) {
    const { code } = level;
    if (typeof code === 'string' && /^[A-Za-z0-9_.]{1,80}$/.test(code)) names.push(code);
    level = level.innerError ?? level.innererror;
  }
  return names;
}

/** RFC 9110 section 10.2.3 has whole seconds or a date; Graph also sends decimals. */
export function retryAfterOf(headers: Headers, now: Instant): number | null {
  const text = headers.get('retry-after')?.trim() ?? '';
  const seconds = /^\d{1,9}(\.\d{1,9})?$/.test(text) ? Number(text) : null;
  if (seconds === null && !/^[A-Z][a-z]{2}, /.test(text)) return null;
  const ms = seconds === null ? Date.parse(text) - now : Math.ceil(seconds * 1_000);
  return Number.isNaN(ms) ? null : Math.min(Math.max(ms, 0), maxRetryAfterMs);
}

function codeOf(
  status: number,
  names: readonly string[],
  { missing }: GraphOperation,
  asksForPause: boolean,
): BackendErrorCode {
  const named = names.map((name) => codesByName[name]).find((code) => code !== undefined);
  if (named !== undefined) return named;
  if (status === 404) return missing;
  if (status >= 500 && status !== 501) return asksForPause ? 'throttled' : 'unavailable';
  return (
    codesByStatus[status] ?? (status >= 400 && status < 500 ? 'invalid-request' : 'bad-response')
  );
}

/** A 4xx says that nothing was done, but 408 is also said by a proxy that gave up waiting. */
function isSurelyRefused(status: number): boolean {
  return status >= 400 && status < 500 && status !== 408;
}

function failure(
  code: BackendErrorCode,
  { name }: GraphOperation,
  what: string,
  details: BackendErrorDetails,
): BackendError {
  return new BackendError(code, `Graph ${name} ${what}`, details);
}

function outcome(
  { writes }: GraphOperation,
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
  if (reason instanceof BackendError) return reason.code === 'timeout';
  return reason instanceof Error && reason.name === 'TimeoutError';
}

function parsedOrNull(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : null;
  } catch (error) {
    // A gateway's page instead of JSON names no code.
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
