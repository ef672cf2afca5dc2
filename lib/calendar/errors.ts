/** Everything that can go wrong behind the port; adapters translate their own failures into these. */
export const backendErrorCodes = [
  'unauthenticated',
  'forbidden',
  'room-not-found',
  'event-not-found',
  'conflict',
  'stale',
  'invalid-request',
  'unsupported',
  'throttled',
  'unavailable',
  'timeout',
  'aborted',
  'bad-response',
] as const;
export type BackendErrorCode = (typeof backendErrorCodes)[number];

/**
 * Whether a failed write took effect. `unknown` after the request has left and no complete answer
 * came: such a write must be looked for before it is repeated.
 */
export type WriteOutcome = 'not-applied' | 'unknown';

export interface BackendErrorDetails {
  readonly cause?: unknown;
  /** As the server said (Retry-After and its kin), in milliseconds. */
  readonly retryAfterMs?: number;
  /** For writes only; absent on reads. */
  readonly outcome?: WriteOutcome;
}

const passing: ReadonlySet<BackendErrorCode> = new Set([
  'throttled',
  'unavailable',
  'timeout',
  'bad-response',
]);

/** The same in every copy of this module: a bundler may load it more than once in a process. */
const mark: unique symbol = Symbol.for('foyer.BackendError');

/** The one error that crosses the port. Its message is for operators and never holds a secret. */
export class BackendError extends Error {
  /** `instanceof` knows the errors of every copy of this module. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === 'object' && value !== null && mark in value;
  }

  override readonly name = 'BackendError';
  readonly [mark] = true;
  readonly code: BackendErrorCode;
  readonly retryAfterMs: number | null;
  readonly outcome: WriteOutcome | null;

  constructor(code: BackendErrorCode, message: string, details: BackendErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.retryAfterMs = details.retryAfterMs ?? null;
    this.outcome = details.outcome ?? null;
  }

  /** Worth the same call again after a while. Says nothing of whether a write may be repeated. */
  get retryable(): boolean {
    return passing.has(this.code);
  }
}

export function isBackendError(error: unknown): error is BackendError {
  return error instanceof BackendError;
}
