/**
 * What a change of a booking does next:
 * - `read-live`: ask the calendars whether the new slots are free.
 * - `prepare`: write what is new beside what stands.
 * - `read-back`: see what was written, and alone.
 * - `apply`: bring what stands to what is to be; from here on the change goes forward.
 * - `ask`: hear what the rooms say to it.
 * - `undo`: take out what was prepared. `restore`: the same, once what was applied is put back.
 * - `finish`, `keep`: settle it, as wished or as it was. `leave`: go on later.
 */
export type ChangeAction =
  | 'read-live'
  | 'prepare'
  | 'read-back'
  | 'apply'
  | 'ask'
  | 'undo'
  | 'restore'
  | 'finish'
  | 'keep'
  | 'leave';

/** What each phase waits to hear; `unknown` wherever no complete answer came. */
export interface ChangeObservations {
  /** The new slots are held beside the old ones; nothing was written. */
  readonly held: 'free' | 'busy' | 'unknown';
  readonly preparing: 'done' | 'refused' | 'unknown';
  /** Everything new is written. */
  readonly prepared: 'alone' | 'lost' | 'pending' | 'unknown';
  readonly applying: 'done' | 'refused' | 'unknown';
  readonly applied: 'accepted' | 'declined' | 'pending' | 'unknown';
  readonly undoing: 'done' | 'unknown';
  readonly restoring: 'done' | 'unknown';
}
export type ChangePhase = keyof ChangeObservations;

export interface ChangeMove {
  readonly action: ChangeAction;
  readonly phase: ChangePhase | 'ended';
}

type Table = { readonly [P in ChangePhase]: { readonly [O in ChangeObservations[P]]: ChangeMove } };

const move = (action: ChangeAction, phase: ChangeMove['phase']): ChangeMove => ({ action, phase });
const keep = move('keep', 'ended');
const undo = move('undo', 'undoing');
const restore = move('restore', 'restoring');
const leavePreparing = move('leave', 'preparing');
const leaveApplying = move('leave', 'applying');

/** A new slot is held, and seen to be ours, before an old one is given up. */
const table: Table = {
  held: { free: move('prepare', 'preparing'), busy: keep, unknown: keep },
  preparing: { done: move('read-back', 'prepared'), refused: undo, unknown: leavePreparing },
  prepared: {
    alone: move('apply', 'applying'),
    lost: undo,
    pending: leavePreparing,
    unknown: leavePreparing,
  },
  applying: { done: move('ask', 'applied'), refused: restore, unknown: leaveApplying },
  applied: {
    accepted: move('finish', 'ended'),
    declined: restore,
    pending: leaveApplying,
    unknown: leaveApplying,
  },
  undoing: { done: keep, unknown: move('leave', 'undoing') },
  restoring: { done: keep, unknown: move('leave', 'restoring') },
};

/** The one move that follows an observation. Pure and total. */
export function decideChange<P extends ChangePhase>(
  phase: P,
  observed: ChangeObservations[P],
): ChangeMove {
  return table[phase][observed];
}

export const firstMove: ChangeMove = move('read-live', 'held');

/** Why a booking that was left in the middle of a change is open, and where it goes on. */
export const changePlaces = {
  changing: move('prepare', 'preparing'),
  'applying-change': move('apply', 'applying'),
  'undoing-change': undo,
  'restoring-change': restore,
} as const;
export type ChangePlace = keyof typeof changePlaces;

/** What stands in the database while a phase is being worked on. */
export function placeOf(phase: ChangePhase): ChangePlace {
  if (phase === 'undoing') return 'undoing-change';
  if (phase === 'restoring') return 'restoring-change';
  return phase === 'applying' || phase === 'applied' ? 'applying-change' : 'changing';
}
