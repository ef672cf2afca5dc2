import type { BookingStatus } from '@/lib/core/bookings/status';
import type { StatusReason } from '@/lib/core/bookings/status-reason';

/**
 * What the protocol has a service do next:
 * - `read-live`: ask the calendar for busy times, past every cache (step 3).
 * - `write`: write the event into the next room's calendar that lacks it (step 4).
 * - `look-up`: ask for the event by its uid (step 4 after a lost answer, and recovery).
 * - `read-back`: read what stands in the calendar, or ask for the room's answer (step 5).
 * - `wait`: let a little time pass, unless the time is up.
 * - `withdraw`: take out whatever of the booking stands in a calendar.
 * - `confirm`, `await-room`, `fail`, `cancel`: settle the booking so (step 6).
 * - `release`: forget the hold, as nothing was ever written.
 * - `leave`: keep the slot and leave the booking to reconciliation.
 * - `look-again`: keep an ended booking due until no write of it can arrive any more.
 * - `forget`: nothing of an ended booking is due any more. `stop`: others have the booking now.
 */
export type Action =
  | 'read-live'
  | 'write'
  | 'look-up'
  | 'read-back'
  | 'wait'
  | 'withdraw'
  | 'confirm'
  | 'await-room'
  | 'fail'
  | 'cancel'
  | 'release'
  | 'leave'
  | 'look-again'
  | 'forget'
  | 'stop';

/** What a complete answer of a room's calendar says of the held range; `unknown` without one. */
export type LiveObservation = 'free' | 'busy' | 'unknown';

/**
 * `done-in-part`: this room's event stands, and rooms remain. `refused`: surely not applied, and
 * `refused-for-now` where the same may succeed later. `unknown`: it may have been applied, or may
 * still be.
 */
export type WriteObservation = 'done' | 'done-in-part' | 'refused' | 'refused-for-now' | 'unknown';

/** `absent` and `found` only by a complete answer. */
export type LookUpObservation = 'found' | 'absent' | 'failed';

/**
 * Where the app is the referee, the verdicts of `judgeReadBack`; where the server is, the room's
 * answer, or `gone` when the event is not there any more. `unanswered`: still pending by a complete
 * answer, and the room's policy takes back what is not answered by now. `failed`: no complete answer.
 */
export type ReadBackObservation =
  | 'confirm'
  | 'wait'
  | 'missing'
  | 'withdraw'
  | 'accepted'
  | 'declined'
  | 'pending'
  | 'unanswered'
  | 'gone'
  | 'failed';

/** `cut-off`: whoever waits may not work on the booking any longer. */
export type WaitObservation = 'time-left' | 'time-up' | 'cut-off';

/**
 * `gone`: no calendar holds anything of the booking, and nothing of it is on its way. `gone-early`:
 * the same now, but a write whose answer never came may still arrive. `failed`: not known to be gone.
 */
export type WithdrawObservation = 'gone' | 'gone-early' | 'failed';

/** What each phase waits to hear. A phase is a booking's place in the protocol, between two steps. */
export interface Observations {
  /** The slot is held (step 2); nothing was ever written. */
  readonly held: LiveObservation;
  /** Free a moment ago; the first event is being written. */
  readonly writing: WriteObservation;
  /** Some rooms have their event. */
  readonly 'half-written': WriteObservation;
  /** The answer of a write was lost; `found-in-part` where other rooms have no event yet. */
  readonly unanswered: LookUpObservation | 'found-in-part';
  /** Every room has its event. */
  readonly written: ReadBackObservation;
  /** Only events that rank below ours are in the way. */
  readonly outranking: WaitObservation;
  /** Our own event was not in the answer. */
  readonly unseen: WaitObservation;
  /** The room has not answered yet. */
  readonly asked: WaitObservation;
  /** Requested: the room's answer is due. */
  readonly awaiting: ReadBackObservation;
  /**
   * Nobody knows whether it was written. `absent-for-now`: absent, and the calendar would make two
   * events of a write that arrives after all. `overdue`: not worth another attempt.
   */
  readonly doubtful: LookUpObservation | 'absent-for-now' | 'overdue';
  /** Looked up and not there: the slot must be free before it is written again. */
  readonly rechecking: LiveObservation;
  readonly rewriting: WriteObservation;
  /** Lost: out of the calendars first, only then is the slot given back. */
  readonly withdrawing: WithdrawObservation;
  /** The same, of a booking that could not be written for too long. */
  readonly abandoning: WithdrawObservation;
  /** The same, because its people cancelled it. */
  readonly cancelling: WithdrawObservation;
  /** Ended, and looked for once more. */
  readonly sweeping: WithdrawObservation;
  /** Somebody else has moved the booking on meanwhile. */
  readonly overtaken: 'still-live' | 'has-ended';
  /** They ended it: what we wrote since must go, and nothing else is ours to say. */
  readonly yielding: WithdrawObservation;
}
export type OpenPhase = keyof Observations;
/** `confirmed` and `ended` wait for nothing. */
export type Phase = OpenPhase | 'confirmed' | 'ended';

/** What to do, and where the booking stands while it is being done. */
export interface Step {
  readonly action: Action;
  readonly phase: Phase;
  /** Why, where the booking is being lost. */
  readonly reason?: StatusReason;
}

type Table = {
  readonly [P in OpenPhase]: { readonly [O in Observations[P]]: Step };
};

const step = (action: Action, phase: Phase): Step => ({ action, phase });
const withdraw = (reason: StatusReason): Step => ({
  action: 'withdraw',
  phase: 'withdrawing',
  reason,
});

const readBack = step('read-back', 'written');
const writeNext = step('write', 'half-written');
const confirm = step('confirm', 'confirmed');
const awaitRoom = step('await-room', 'awaiting');
const release = step('release', 'ended');
const leaveInDoubt = step('leave', 'doubtful');
const taken = withdraw('taken-outside');
const refused = withdraw('backend-refused');

/** Steps 3 to 6 of the protocol and the recovery, in one table. */
const table: Table = {
  held: { free: step('write', 'writing'), busy: release, unknown: release },
  writing: {
    done: readBack,
    'done-in-part': writeNext,
    refused: release,
    'refused-for-now': release,
    unknown: step('look-up', 'unanswered'),
  },
  'half-written': {
    done: readBack,
    'done-in-part': writeNext,
    refused,
    'refused-for-now': refused,
    unknown: step('look-up', 'unanswered'),
  },
  unanswered: {
    found: readBack,
    'found-in-part': writeNext,
    absent: leaveInDoubt,
    failed: leaveInDoubt,
  },
  written: {
    confirm,
    wait: step('wait', 'outranking'),
    missing: step('wait', 'unseen'),
    withdraw: taken,
    accepted: confirm,
    declined: withdraw('room-declined'),
    pending: step('wait', 'asked'),
    unanswered: step('wait', 'asked'),
    gone: leaveInDoubt,
    failed: leaveInDoubt,
  },
  outranking: { 'time-left': readBack, 'time-up': taken, 'cut-off': leaveInDoubt },
  unseen: { 'time-left': readBack, 'time-up': leaveInDoubt, 'cut-off': leaveInDoubt },
  asked: { 'time-left': readBack, 'time-up': awaitRoom, 'cut-off': leaveInDoubt },
  awaiting: {
    confirm,
    wait: leaveInDoubt,
    missing: leaveInDoubt,
    withdraw: taken,
    accepted: confirm,
    declined: withdraw('room-declined'),
    pending: awaitRoom,
    unanswered: withdraw('room-unanswered'),
    gone: withdraw('cancelled-in-calendar'),
    failed: step('leave', 'awaiting'),
  },
  doubtful: {
    found: readBack,
    absent: step('read-live', 'rechecking'),
    'absent-for-now': leaveInDoubt,
    failed: leaveInDoubt,
    overdue: { action: 'withdraw', phase: 'abandoning', reason: 'backend-unavailable' },
  },
  rechecking: { free: step('write', 'rewriting'), busy: taken, unknown: leaveInDoubt },
  rewriting: {
    done: readBack,
    'done-in-part': step('write', 'rewriting'),
    refused,
    'refused-for-now': leaveInDoubt,
    unknown: step('look-up', 'unanswered'),
  },
  withdrawing: {
    gone: step('fail', 'ended'),
    'gone-early': step('fail', 'sweeping'),
    failed: step('leave', 'withdrawing'),
  },
  abandoning: {
    gone: step('fail', 'ended'),
    'gone-early': step('fail', 'sweeping'),
    failed: leaveInDoubt,
  },
  cancelling: {
    gone: step('cancel', 'ended'),
    'gone-early': step('cancel', 'sweeping'),
    failed: step('leave', 'cancelling'),
  },
  sweeping: {
    gone: step('forget', 'ended'),
    'gone-early': step('look-again', 'sweeping'),
    failed: step('leave', 'sweeping'),
  },
  overtaken: { 'still-live': step('stop', 'ended'), 'has-ended': step('withdraw', 'yielding') },
  yielding: {
    gone: step('stop', 'ended'),
    'gone-early': step('stop', 'ended'),
    failed: step('leave', 'sweeping'),
  },
};

/** The one step that follows an observation. Pure and total: services and the model run on it. */
export function decide<P extends OpenPhase>(phase: P, observed: Observations[P]): Step {
  return table[phase][observed];
}

/** The first step of a request that holds its slot (step 3). */
export const firstStep: Step = step('read-live', 'held');

/** The step with which reconciliation takes up a booking that is due. */
export function resumeStep(status: BookingStatus, reason: StatusReason | null): Step {
  if (reason === 'cancelling') return step('withdraw', 'cancelling');
  if (reason === 'withdrawing') return taken;
  if (status === 'pending') return step('look-up', 'doubtful');
  if (status === 'awaiting-room') return step('read-back', 'awaiting');
  return step('withdraw', 'sweeping');
}

/** What a booking that was left at a phase is to be taken up as: the inverse of `resumeStep`. */
export function restingState(
  phase: Phase,
  before: { readonly status: BookingStatus; readonly statusReason: StatusReason | null },
): { readonly status: BookingStatus; readonly reason: StatusReason | null } {
  if (phase === 'sweeping') return { status: before.status, reason: before.statusReason };
  if (phase === 'awaiting') return { status: 'awaiting-room', reason: null };
  if (phase === 'cancelling' || phase === 'withdrawing') {
    return { status: 'pending', reason: phase };
  }
  return { status: 'pending', reason: 'outcome-unknown' };
}

/** Of several rooms, all or none: one that is lost loses all, one that is unclear leaves all open. */
export function combineRooms(steps: readonly Step[]): Step {
  const worst = ['withdraw', 'leave', 'await-room'] as const;
  const found = worst.flatMap((action) => steps.filter((one) => one.action === action));
  return found[0] ?? steps[0] ?? leaveInDoubt;
}
