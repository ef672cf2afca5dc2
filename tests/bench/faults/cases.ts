import type { CalendarStep } from '@/tests/bench/wire/calendar-trace';

/**
 * What a road does to a request at one step:
 * - `refused`: nobody listens for a while when the request is to be made.
 * - `reset-before`, `reset-after`: the connection breaks before or after the server has acted.
 * - `no-answer`: the server has acted, and its answer never comes.
 * - `truncated`: half of the answer comes. `cut`: half of it, as if that were all.
 * - `slow`: the answer dribbles.
 * - `500`, `503`: a refusal that the server never sees; `500-after`: one although it has acted.
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
  | '404'
  | 'stale';

export interface FaultCase {
  readonly step: CalendarStep | 'cancel';
  readonly fault: Fault;
  /** How many requests of the step it befalls. */
  readonly times: number;
}

const onRequests: readonly Fault[] = ['refused', 'reset-before', '500', '503'];
const onAnswers: readonly Fault[] = ['reset-after', 'no-answer', 'truncated', 'slow'];
const onReads: readonly Fault[] = ['cut', '404', 'stale'];

const faultsAt: Readonly<Record<FaultCase['step'], readonly Fault[]>> = {
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

/** More often than any call is tried. */
const often = 4;

/** Every fault at every step, once and so often that no further attempt helps. */
export const allCases: readonly FaultCase[] = (
  Object.keys(faultsAt) as readonly FaultCase['step'][]
).flatMap((step) =>
  faultsAt[step].flatMap((fault) => [1, often].map((times) => ({ step, fault, times }))),
);

/** Those that are over in less than a minute, as they wait for no deadline of a call. */
export const quickCases: readonly FaultCase[] = allCases.filter(
  ({ fault, times }) => fault !== 'no-answer' && times === 1,
);

export const nameOf = ({ step, fault, times }: FaultCase): string =>
  `${fault} at ${step} x${times}`;
