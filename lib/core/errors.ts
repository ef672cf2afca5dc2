import type { PolicyViolation } from '@/lib/core/policy/evaluate-policy';
import type { Interval } from '@/lib/core/time/interval';

/** Every way in which a request can fail, seen from outside. Closed: each has a status and a text. */
export const problemCodes = [
  'malformed-json',
  'invalid-input',
  'payload-too-large',
  'unsupported-media-type',
  'unauthenticated',
  'forbidden',
  'foreign-origin',
  'not-found',
  'method-not-allowed',
  'gone',
  'conflict',
  'duplicate',
  'in-use',
  'idempotency-mismatch',
  'stale',
  'policy',
  'availability-unknown',
  'backend-refused',
  'backend-unavailable',
  'unsupported',
  'database-unavailable',
  'internal',
] as const;
export type ProblemCode = (typeof problemCodes)[number];

export interface InputError {
  /** Dotted path into the input, such as `attendees.0.email`; empty for the whole. */
  readonly path: string;
  readonly message: string;
}

/** A room's slot, as conflicts and alternatives name it. */
export interface Slot extends Interval {
  readonly roomId: string;
}

/** Why a slot is worth a look, as a closed list that the interface has words for. */
export const suggestionReasons = [
  'best-fit',
  'larger-room',
  'same-room-later',
  'same-room-earlier',
  'same-floor',
  'near-floor',
  'same-building',
  'other-building',
] as const;
export type SuggestionReason = (typeof suggestionReasons)[number];

export interface Suggestion extends Slot {
  readonly reason: SuggestionReason;
}

/** What a problem tells beyond its code. */
export interface ProblemExtras {
  readonly errors?: readonly InputError[];
  readonly conflicts?: readonly Slot[];
  readonly alternatives?: readonly Suggestion[];
  readonly violations?: readonly PolicyViolation[];
  readonly retryAfterSeconds?: number;
  readonly bookingId?: string;
}

/** The same in every copy of this module: a bundler may load it more than once in a process. */
const mark: unique symbol = Symbol.for('foyer.FoyerError');

/** A refusal with words for the caller. `detail` is shown to people: no secret, no private title. */
export class FoyerError extends Error {
  /** `instanceof` knows the errors of every copy of this module. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === 'object' && value !== null && mark in value;
  }

  override readonly name = 'FoyerError';
  readonly [mark] = true;
  readonly code: ProblemCode;
  readonly extras: ProblemExtras;

  constructor(code: ProblemCode, detail: string, extras: ProblemExtras = {}, cause?: unknown) {
    super(detail, cause === undefined ? undefined : { cause });
    this.code = code;
    this.extras = extras;
  }
}
