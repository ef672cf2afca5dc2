import { type HttpAnswer, TransportError } from '@/lib/calendar/backends/shared/http-sender';
import {
  BackendError,
  type BackendErrorCode,
  type BackendErrorDetails,
  type WriteOutcome,
} from '@/lib/calendar/errors';

/** What was asked of the server, for messages and for what its refusals mean. */
export interface EwsOperation {
  /** Such as `CreateItem`; nothing of what was in it. */
  readonly name: string;
  readonly writes: boolean;
}

/** The code with which Exchange refused, and the only number in its words that matters. */
export class EwsRefusal extends Error {
  override readonly name = 'EwsRefusal';
  readonly code: string;
  /** Of a window that was too long: how many days it may have. */
  readonly allowedDays: number | null;

  constructor(code: string, allowedDays: number | null = null) {
    super(code);
    this.code = code;
    this.allowedDays = allowedDays;
  }
}

/** True for a failure that Exchange itself named with this code. */
export function isRefusal(error: unknown, code: string): boolean {
  return error instanceof BackendError && error.cause instanceof EwsRefusal
    ? error.cause.code === code
    : false;
}

const maxRetryAfterMs = 3_600_000;

/**
 * The codes of ResponseCodeType that say something of their own.
 * https://learn.microsoft.com/exchange/client-developer/web-service-reference/responsecode
 */
const codes: Readonly<Record<string, BackendErrorCode>> = {
  ErrorServerBusy: 'throttled',
  ErrorExceededConnectionCount: 'throttled',
  ErrorExceededFindCountLimit: 'throttled',
  ErrorExceededSubscriptionCount: 'throttled',
  ErrorTooManyObjectsOpened: 'throttled',
  ErrorAccessDenied: 'forbidden',
  ErrorImpersonateUserDenied: 'forbidden',
  ErrorImpersonationDenied: 'forbidden',
  ErrorImpersonationFailed: 'forbidden',
  ErrorNoFreeBusyAccess: 'forbidden',
  ErrorCreateItemAccessDenied: 'forbidden',
  ErrorDelegateNoUser: 'forbidden',
  ErrorPasswordExpired: 'unauthenticated',
  ErrorPasswordChangeRequired: 'unauthenticated',
  ErrorAccountDisabled: 'unauthenticated',
  ErrorNonExistentMailbox: 'room-not-found',
  ErrorMailRecipientNotFound: 'room-not-found',
  ErrorFolderNotFound: 'room-not-found',
  ErrorItemNotFound: 'event-not-found',
  ErrorCalendarOccurrenceIsDeletedFromRecurrence: 'event-not-found',
  ErrorCalendarOccurrenceIndexIsOutOfRecurrenceRange: 'event-not-found',
  ErrorIrresolvableConflict: 'stale',
  ErrorStaleObject: 'stale',
  ErrorInternalServerError: 'unavailable',
  ErrorInternalServerTransientError: 'unavailable',
  ErrorTimeoutExpired: 'unavailable',
  ErrorConnectionFailed: 'unavailable',
  ErrorMailboxStoreUnavailable: 'unavailable',
  ErrorMailboxMoveInProgress: 'unavailable',
  ErrorFreeBusyGenerationFailed: 'unavailable',
  ErrorMailboxFailover: 'unavailable',
  ErrorInvalidRequest: 'invalid-request',
  ErrorSchemaValidation: 'invalid-request',
  ErrorTimeZone: 'invalid-request',
  ErrorTimeIntervalTooBig: 'invalid-request',
  ErrorInvalidTimeInterval: 'invalid-request',
  ErrorInvalidRecipients: 'invalid-request',
  ErrorInvalidPropertySet: 'invalid-request',
  ErrorRecurrenceHasNoOccurrence: 'invalid-request',
  ErrorInvalidRecurrence: 'invalid-request',
  ErrorCalendarEndDateIsEarlierThanStartDate: 'invalid-request',
  ErrorCalendarDurationIsTooLong: 'invalid-request',
};

/** Translates what Exchange refused in its own words. */
export function fromResponseCode(
  code: string,
  operation: EwsOperation,
  said: { readonly allowedDays?: number | null; readonly backOffMs?: number | null } = {},
): BackendError {
  const known = codes[code];
  const mayHaveActed = known === undefined || known === 'unavailable';
  return failure(known ?? 'bad-response', operation, `was answered ${code}`, {
    cause: new EwsRefusal(code, said.allowedDays ?? null),
    ...outcome(operation, mayHaveActed ? 'unknown' : 'not-applied'),
    ...(said.backOffMs ? { retryAfterMs: Math.min(said.backOffMs, maxRetryAfterMs) } : {}),
  });
}

/** Translates a request that got no complete answer; a foreign error becomes `bad-response`. */
export function fromTransportError(error: unknown, operation: EwsOperation): BackendError {
  if (error instanceof BackendError) return error;
  if (!(error instanceof TransportError)) {
    const details = { cause: error, ...outcome(operation, 'unknown') };
    return failure('bad-response', operation, 'failed in an unforeseen way', details);
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
    case 'not-connected': {
      const what = `found no connection${reasonOf(error.cause)}`;
      return failure('unavailable', operation, what, details);
    }
    case 'broken-off':
      return failure('unavailable', operation, 'was broken off', details);
    case 'too-large':
      return failure('bad-response', operation, 'was answered with too much', details);
    case 'bad-redirect':
      return failure('bad-response', operation, 'was sent to another server', details);
    case 'encoded': {
      const what = 'was answered in an encoding not asked for';
      return failure('bad-response', operation, what, details);
    }
  }
}

/** Translates an answer that is no SOAP, by its status. */
export function fromStatus(
  { status, headers }: Pick<HttpAnswer, 'status' | 'headers'>,
  operation: EwsOperation,
): BackendError {
  const refused = status >= 400 && status < 500 && status !== 408;
  const details: BackendErrorDetails = {
    ...outcome(operation, refused || status === 503 ? 'not-applied' : 'unknown'),
    ...retryAfter(headers.get('retry-after')),
  };
  return failure(codeOf(status), operation, `was answered ${status}`, details);
}

/** A complete answer of status 2xx that does not hold what it must. */
export function badAnswer(operation: EwsOperation, why: string, cause?: unknown): BackendError {
  return failure('bad-response', operation, `was answered badly: ${why}`, {
    ...outcome(operation, 'unknown'),
    ...(cause === undefined ? {} : { cause }),
  });
}

function codeOf(status: number): BackendErrorCode {
  switch (status) {
    case 401:
      return 'unauthenticated';
    case 403:
    case 407:
      return 'forbidden';
    // A bare 503 is one of the ways in which Exchange says that it is busy.
    case 429:
    case 503:
      return 'throttled';
    default:
      return status >= 500 || status === 408 ? 'unavailable' : 'bad-response';
  }
}

function failure(
  code: BackendErrorCode,
  { name }: EwsOperation,
  what: string,
  details: BackendErrorDetails,
): BackendError {
  return new BackendError(code, `EWS ${name} ${what}`, details);
}

function outcome(
  { writes }: EwsOperation,
  known: WriteOutcome,
): { readonly outcome?: WriteOutcome } {
  return writes ? { outcome: known } : {};
}

/** Such as ECONNREFUSED, or the name of what is wrong with a certificate. */
function reasonOf(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? cause.code : null;
  return typeof code === 'string' ? ` (${code})` : '';
}

function isTimeout(reason: unknown): boolean {
  return reason instanceof Error && reason.name === 'TimeoutError';
}

function retryAfter(text: string | null): { readonly retryAfterMs?: number } {
  if (text === null || !/^\d{1,9}$/.test(text.trim())) return {};
  return { retryAfterMs: Math.min(Number(text) * 1_000, maxRetryAfterMs) };
}
