import type { SimulatedKind } from '@/tests/bench/simulated/simulated-server';
import type { CalendarStep } from '@/tests/bench/wire/calendar-trace';

/**
 * What a road does to a request at one step:
 * - `refused`: nobody listens for a while when the request is to be made.
 * - `reset-before`, `reset-after`: the connection breaks before or after the server has acted.
 * - `no-answer`: the server has acted, and its answer never comes.
 * - `truncated`: half of the answer comes. `cut`: half of it, as if that were all.
 * - `slow`: the answer dribbles.
 * - `500`, `503`, `429`: a refusal that the server never sees; `500-after`: one although it has acted.
 * - `404`: a whole question is answered so.
 * - `stale`: the answer to a question is the one from before.
 */
export type Fault =
  | 'refused'
  | 'reset-before'
  | 'reset-after'
  | 'no-answer'
  | 'truncated'
  | 'cut'
  | 'slow'
  | '500'
  | '500-after'
  | '503'
  | '429'
  | '404'
  | 'stale';

export type FaultStep = Exclude<CalendarStep, 'aside'> | 'cancel';

export interface FaultCase {
  readonly step: FaultStep;
  readonly fault: Fault;
  /** How many requests of the step it befalls. */
  readonly times: number;
}

const onRequests: readonly Fault[] = ['refused', 'reset-before', '500', '503'];
const onAnswers: readonly Fault[] = ['reset-after', 'no-answer', 'truncated', 'slow'];
const onReads: readonly Fault[] = ['cut', '404', 'stale'];

type FaultsAt = Readonly<Partial<Record<FaultStep, readonly Fault[]>>>;

const onCaldav: FaultsAt = {
  'read-live': [...onRequests, ...onAnswers, ...onReads],
  write: [...onRequests, ...onAnswers, '500-after'],
  'check-write': [...onRequests, ...onAnswers, 'cut', '404'],
  'read-back': [...onRequests, ...onAnswers, ...onReads],
  'look-up': [...onRequests, ...onAnswers, ...onReads],
  recheck: [...onRequests, ...onAnswers, 'cut', '404'],
  rewrite: [...onRequests, ...onAnswers, '500-after'],
  withdraw: [...onRequests, ...onAnswers, '500-after', '404'],
  cancel: [...onRequests, ...onAnswers, '500-after', '404'],
};

const onRefusals: readonly Fault[] = ['reset-before', '500', '503', '429'];

/**
 * Where rooms answer for themselves. Nobody can tell beforehand when a room will have declined, or
 * when the last request of a look-up is over: before those steps no connection is refused.
 */
const onSimulated: FaultsAt = {
  'read-live': ['refused', ...onRefusals, ...onAnswers, ...onReads],
  'prepare-write': ['refused', ...onRefusals, ...onAnswers, 'cut', '404'],
  write: ['refused', ...onRefusals, ...onAnswers, '500-after'],
  'check-write': ['refused', ...onRefusals, ...onAnswers, 'cut', '404'],
  'complete-write': [...onRefusals, ...onAnswers, '500-after', '404'],
  'read-back': ['refused', ...onRefusals, ...onAnswers, 'cut', '404'],
  'look-up': ['refused', ...onRefusals, ...onAnswers, 'cut', '404'],
  recheck: [...onRefusals, ...onAnswers, 'cut', '404'],
  rewrite: ['refused', ...onRefusals, ...onAnswers, '500-after'],
  withdraw: [...onRefusals, ...onAnswers, '500-after', '404'],
  cancel: ['refused', ...onRefusals, ...onAnswers, '500-after', '404'],
};

/** More often than any call is tried. */
const often = 4;

/** Every fault at every step, once and so often that no further attempt helps. */
export const caldavCases = casesOf(onCaldav);

/** The same where rooms answer for themselves; only a series is completed after its first write. */
export function simulatedCases(kind: SimulatedKind, dates: number): readonly FaultCase[] {
  const absent: readonly FaultStep[] = dates > 1 ? [] : absentOfSingles[kind];
  return casesOf(onSimulated).filter(({ step }) => !absent.includes(step));
}

const absentOfSingles: Readonly<Record<SimulatedKind, readonly FaultStep[]>> = {
  graph: ['complete-write'],
  ews: ['complete-write', 'check-write'],
};

/** Those that are over in less than a minute, as they wait for no deadline of a call. */
export const isQuick = ({ fault, times }: FaultCase): boolean =>
  fault !== 'no-answer' && times === 1;

function casesOf(faultsAt: FaultsAt): readonly FaultCase[] {
  const steps = Object.keys(faultsAt) as readonly FaultStep[];
  return steps.flatMap((step) =>
    (faultsAt[step] ?? []).flatMap((fault) => [1, often].map((times) => ({ step, fault, times }))),
  );
}

export const nameOf = ({ step, fault, times }: FaultCase): string =>
  `${fault} at ${step} x${times}`;
