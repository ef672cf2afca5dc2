import type { HttpAnswer } from '@/lib/calendar/backends/shared/http-sender';
import {
  type AskedOperation,
  badAnswer as badlyAnswered,
  boundedPause,
  fromTransportError as fromUnansweredRequest,
  isSurelyRefused,
  requestError,
  writeOutcome,
} from '@/lib/calendar/backends/shared/request-errors';
import {
  BackendError,
  type BackendErrorCode,
  type BackendErrorDetails,
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

const asked = ({ name, writes }: EwsOperation): AskedOperation => ({
  label: `EWS ${name}`,
  writes,
});

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
  return requestError(known ?? 'bad-response', asked(operation), `was answered ${code}`, {
    cause: new EwsRefusal(code, said.allowedDays ?? null),
    ...writeOutcome(operation, mayHaveActed ? 'unknown' : 'not-applied'),
    ...(said.backOffMs ? { retryAfterMs: boundedPause(said.backOffMs) } : {}),
  });
}

/** Translates a request that got no complete answer; a foreign error becomes `bad-response`. */
export function fromTransportError(error: unknown, operation: EwsOperation): BackendError {
  return fromUnansweredRequest(error, asked(operation));
}

/** Translates an answer that is no SOAP, by its status. */
export function fromStatus(
  { status, headers }: Pick<HttpAnswer, 'status' | 'headers'>,
  operation: EwsOperation,
): BackendError {
  // A 503 may be a gateway's that had passed the request on.
  const details: BackendErrorDetails = {
    ...writeOutcome(operation, isSurelyRefused(status) ? 'not-applied' : 'unknown'),
    ...retryAfter(headers.get('retry-after')),
  };
  return requestError(codeOf(status), asked(operation), `was answered ${status}`, details);
}

/** A complete answer of status 2xx that does not hold what it must. */
export function badAnswer(operation: EwsOperation, why: string, cause?: unknown): BackendError {
  return badlyAnswered(asked(operation), why, cause);
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

function retryAfter(text: string | null): { readonly retryAfterMs?: number } {
  if (text === null || !/^\d{1,9}$/.test(text.trim())) return {};
  return { retryAfterMs: boundedPause(Number(text) * 1_000) };
}
