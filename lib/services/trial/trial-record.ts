import { type BackendError, isBackendError } from '@/lib/calendar/errors';
import { type TrialStep, trialSteps } from '@/lib/core/places/trial';
import type { TrialLine } from '@/lib/db/trial-ports';

export interface TrialFailure {
  readonly step: TrialStep;
  readonly error: BackendError;
}

/** Keeps what each step of a trial has shown. */
export interface TrialRecord {
  /** What the step found, or null when it failed; a step that is tried twice counts by the last. */
  attempt<T>(step: TrialStep, work: () => Promise<T>): Promise<T | null>;
  failures(): readonly TrialFailure[];
  /** One line for each step there is. */
  lines(): readonly TrialLine[];
}

export function createTrialRecord(): TrialRecord {
  const errors = new Map<TrialStep, BackendError | null>();
  const toLine = (step: TrialStep): TrialLine => {
    const error = errors.get(step);
    if (error === undefined) return { step, outcome: 'untried', code: null };
    if (error === null) return { step, outcome: 'proved', code: null };
    return { step, outcome: 'failed', code: error.code };
  };
  return {
    async attempt(step, work) {
      try {
        const found = await work();
        errors.set(step, null);
        return found;
      } catch (error) {
        if (!isBackendError(error)) throw error;
        errors.set(step, error);
        return null;
      }
    },
    failures: () => [...errors].flatMap(([step, error]) => (error ? [{ step, error }] : [])),
    lines: () => trialSteps.map(toLine),
  };
}
