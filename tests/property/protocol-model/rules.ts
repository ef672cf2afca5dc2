import {
  decide,
  type LiveObservation,
  type LookUpObservation,
  type Observations,
  type OpenPhase,
  type ReadBackObservation,
  resumeStep,
  type Step,
} from '@/lib/core/bookings/protocol';
import { judgeReadBack } from '@/lib/core/bookings/referee';

/** The decisions that a model is made of: the services' own, or with one of them broken. */
export interface Rules {
  readonly decide: <P extends OpenPhase>(phase: P, observed: Observations[P]) => Step;
  readonly resume: typeof resumeStep;
  readonly judge: typeof judgeReadBack;
  /** What a read without a complete answer is taken for. */
  readonly failedLive: LiveObservation;
  readonly failedLookUp: LookUpObservation;
  readonly failedReadBack: ReadBackObservation;
  /** Whether a write of the past may still arrive, for all that the services know. */
  readonly mayArrive: (booking: { readonly known: boolean; readonly taken: boolean }) => boolean;
}

export const realRules: Rules = {
  decide,
  resume: resumeStep,
  judge: judgeReadBack,
  failedLive: 'unknown',
  failedLookUp: 'failed',
  failedReadBack: 'failed',
  mayArrive: ({ known, taken }) => !known || taken,
};
