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
import type { BackendError, BackendErrorCode, BackendErrorDetails } from '@/lib/calendar/errors';
import type { Instant } from '@/lib/core/time/instant';

/** What was asked of Graph, for messages and for what its refusals mean. */
export interface GraphOperation {
  /** Such as `getSchedule`; nothing of the address, which may name people. */
  readonly name: string;
  readonly writes: boolean;
  /** What is missing when Graph answers 404. */
  readonly missing: 'room-not-found' | 'event-not-found' | 'invalid-request';
}

const asked = ({ name, writes }: GraphOperation): AskedOperation => ({
  label: `Graph ${name}`,
  writes,
});

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
  return fromUnansweredRequest(error, asked(operation));
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
    ...writeOutcome(operation, isSurelyRefused(status) ? 'not-applied' : 'unknown'),
    ...(retryAfterMs === null ? {} : { retryAfterMs }),
  };
  const code = codeOf(status, names, operation, retryAfterMs !== null);
  const said = names.length > 0 ? ` (${names.join(', ')})` : '';
  return requestError(code, asked(operation), `was answered ${status}${said}`, details);
}

/** A complete answer of status 2xx that does not hold what it must. */
export function badAnswer(operation: GraphOperation, why: string, cause?: unknown): BackendError {
  return badlyAnswered(asked(operation), why, cause);
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
