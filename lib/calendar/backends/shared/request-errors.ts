import { TransportError } from '@/lib/calendar/backends/shared/http-sender';
import {
  BackendError,
  type BackendErrorCode,
  type BackendErrorDetails,
  type WriteOutcome,
} from '@/lib/calendar/errors';
import type { Instant } from '@/lib/core/time/instant';

/** What was asked of a server, for messages and for what its failure means. */
export interface AskedOperation {
  /** Such as `CalDAV PUT`; nothing of the address or the content, which may name people. */
  readonly label: string;
  readonly writes: boolean;
}

const maxRetryAfterMs = 3_600_000;

/** Translates a request that got no complete answer; a foreign error becomes `bad-response`. */
export function fromTransportError(error: unknown, operation: AskedOperation): BackendError {
  if (error instanceof BackendError) return error;
  if (!(error instanceof TransportError)) {
    const details = { cause: error, ...writeOutcome(operation, 'unknown') };
    return requestError('bad-response', operation, 'failed in an unforeseen way', details);
  }
  const known = error.requestLeft ? 'unknown' : 'not-applied';
  const details = { cause: error, ...writeOutcome(operation, known) };
  const [code, what] = verdictOn(error);
  return requestError(code, operation, what, details);
}

function verdictOn({ failure, cause }: TransportError): readonly [BackendErrorCode, string] {
  switch (failure) {
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

export function requestError(
  code: BackendErrorCode,
  { label }: AskedOperation,
  what: string,
  details: BackendErrorDetails,
): BackendError {
  return new BackendError(code, `${label} ${what}`, details);
}

/** A complete answer of status 2xx that does not hold what it must. */
export function badAnswer(operation: AskedOperation, why: string, cause?: unknown): BackendError {
  return requestError('bad-response', operation, `was answered badly: ${why}`, {
    ...writeOutcome(operation, 'unknown'),
    ...(cause === undefined ? {} : { cause }),
  });
}

/** Reads have no outcome. */
export function writeOutcome(
  { writes }: Pick<AskedOperation, 'writes'>,
  known: WriteOutcome,
): { readonly outcome?: WriteOutcome } {
  return writes ? { outcome: known } : {};
}

/** A 4xx says that nothing was done, but 408 is also said by a proxy that gave up waiting. */
export function isSurelyRefused(status: number): boolean {
  return status >= 400 && status < 500 && status !== 408;
}

/** RFC 9110 section 10.2.3 has whole seconds or a date; some servers also send decimals. */
export function retryAfterOf(headers: Headers, now: Instant): number | null {
  const text = headers.get('retry-after')?.trim() ?? '';
  const seconds = /^\d{1,9}(\.\d{1,9})?$/.test(text) ? Number(text) : null;
  if (seconds === null && !/^[A-Z][a-z]{2}, /.test(text)) return null;
  const ms = seconds === null ? Date.parse(text) - now : Math.ceil(seconds * 1_000);
  return Number.isNaN(ms) ? null : boundedPause(ms);
}

export function boundedPause(ms: number): number {
  return Math.min(Math.max(ms, 0), maxRetryAfterMs);
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
