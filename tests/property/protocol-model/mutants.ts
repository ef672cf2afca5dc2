import { decide, type Observations, type OpenPhase, type Step } from '@/lib/core/bookings/protocol';
import { judgeReadBack } from '@/lib/core/bookings/referee';
import type { Violation } from '@/tests/property/protocol-model/move';
import { type Rules, realRules } from '@/tests/property/protocol-model/rules';
import {
  appHostile,
  appTwice,
  type Scenario,
  serverHostile,
} from '@/tests/property/protocol-model/scenario';

/** The protocol with one rule broken, and the harm that exploring it must show. */
export interface Mutant {
  readonly name: string;
  readonly scenario: Scenario;
  readonly rules: Rules;
  readonly harm: Violation;
}

const doubleBooking: Violation = 'G1: both are confirmed, and both stand in the calendar';
const orphan: Violation = 'G3: an event stays behind that belongs to no booking';

/** The table with one entry replaced. */
function withEntry<P extends OpenPhase>(phase: P, observed: Observations[P], step: Step): Rules {
  const isBroken = (at: OpenPhase, seen: string): boolean => at === phase && seen === observed;
  return { ...realRules, decide: (at, seen) => (isBroken(at, seen) ? step : decide(at, seen)) };
}

const confirmed: Step = { action: 'confirm', phase: 'confirmed' };
const failed: Step = { action: 'fail', phase: 'ended' };
const released: Step = { action: 'release', phase: 'ended' };

const onReadBeforeWrite: Mutant = {
  name: 'confirm on a read made before the write',
  scenario: appHostile,
  rules: withEntry('writing', 'done', confirmed),
  harm: doubleBooking,
};

const byRank: Mutant = {
  name: 'rank decides who confirms',
  scenario: appHostile,
  rules: {
    ...realRules,
    judge: (uid, dates, events) => {
      const verdict = judgeReadBack(uid, dates, events);
      return verdict === 'wait' ? 'confirm' : verdict;
    },
  },
  harm: doubleBooking,
};

const failedIsEmpty: Mutant = {
  name: 'a failed read is taken for an empty one',
  scenario: appHostile,
  rules: {
    ...realRules,
    failedLive: 'free',
    failedLookUp: 'absent',
    failedReadBack: 'confirm',
  },
  harm: doubleBooking,
};

const failedLiveIsFree: Mutant = {
  name: 'unknown availability is taken for free',
  scenario: appHostile,
  rules: { ...realRules, failedLive: 'free' },
  harm: 'G4: what is not known is taken for free',
};

const releasedEarly: Mutant = {
  name: 'the hold is released before the withdraw is known',
  scenario: appHostile,
  rules: withEntry('withdrawing', 'failed', failed),
  harm: orphan,
};

const writtenBlindly: Mutant = {
  name: 'a write is repeated without looking, where that makes two events',
  scenario: appTwice,
  rules: {
    ...realRules,
    resume: (status, reason) => {
      const step = realRules.resume(status, reason);
      return step.phase === 'doubtful' ? { action: 'read-live', phase: 'rechecking' } : step;
    },
  },
  harm: 'G3: one booking is two events',
};

const writtenTwice: Mutant = {
  name: 'a write is repeated after an empty look-up, where that makes two events',
  scenario: appTwice,
  rules: withEntry('doubtful', 'absent-for-now', { action: 'read-live', phase: 'rechecking' }),
  harm: 'G3: one booking is two events',
};

const unknownIsFailed: Mutant = {
  name: 'a write without an answer is taken for failed',
  scenario: appHostile,
  rules: withEntry('writing', 'unknown', released),
  harm: orphan,
};

const neverSwept: Mutant = {
  name: 'an ended booking is not looked for once more',
  scenario: appHostile,
  rules: { ...realRules, mayArrive: () => false },
  harm: orphan,
};

const sweptByName: Mutant = {
  name: 'an event with a name is believed to be its only write',
  scenario: appHostile,
  rules: { ...realRules, mayArrive: ({ known }) => !known },
  harm: orphan,
};

const confirmedUnanswered: Mutant = {
  name: 'confirm before the room has answered',
  scenario: serverHostile,
  rules: withEntry('asked', 'time-up', confirmed),
  harm: 'G2: confirmed without a read, made after the write, that shows it there and alone',
};

const declinedIsLeft: Mutant = {
  name: 'a request that its room declined is left in the calendar',
  scenario: serverHostile,
  rules: withEntry('written', 'declined', failed),
  harm: orphan,
};

const unansweredIsLeft: Mutant = {
  name: 'a request that its room did not answer in time is left in the calendar',
  scenario: serverHostile,
  rules: withEntry('awaiting', 'unanswered', failed),
  harm: orphan,
};

export const allMutants: readonly Mutant[] = [
  onReadBeforeWrite,
  byRank,
  failedIsEmpty,
  failedLiveIsFree,
  releasedEarly,
  writtenBlindly,
  writtenTwice,
  unknownIsFailed,
  neverSwept,
  sweptByName,
  confirmedUnanswered,
  declinedIsLeft,
  unansweredIsLeft,
];
