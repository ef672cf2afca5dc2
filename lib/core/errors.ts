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

/** A refusal with words for the caller. `detail` is shown to people: no secret, no private title. */
export class FoyerError extends Error {
  override readonly name = 'FoyerError';
  readonly code: ProblemCode;
  readonly extras: ProblemExtras;

  constructor(code: ProblemCode, detail: string, extras: ProblemExtras = {}, cause?: unknown) {
    super(detail, cause === undefined ? undefined : { cause });
    this.code = code;
    this.extras = extras;
  }
}
