import type { ProblemCode } from '@/lib/core/errors';
import type { Problem } from '@/lib/http/contract/problem';

export type FailureKind = 'problem' | 'offline' | 'unreadable';

/**
 * Why a call to Foyer's API did not give an answer: the server refused and said why (`problem`), no
 * answer came (`offline`), or one came that the contract does not know (`unreadable`). After the
 * latter two nobody knows whether a write took place.
 */
export class RequestFailure extends Error {
  override readonly name = 'RequestFailure';
  readonly kind: FailureKind;
  /** Set exactly when the kind is `problem`. */
  readonly problem: Problem | null;

  constructor(kind: FailureKind, problem: Problem | null, cause?: unknown) {
    super(problem?.detail ?? kind, cause === undefined ? undefined : { cause });
    this.kind = kind;
    this.problem = problem;
  }
}

/** The problem's code, or null when the failure is none of the server's own words. */
export function problemCodeOf(error: unknown): ProblemCode | null {
  return error instanceof RequestFailure ? (error.problem?.code ?? null) : null;
}
