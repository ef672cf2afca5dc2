import type { RoomPolicy } from './room-policy';

/** Half-open, epoch milliseconds. */
export interface Stretch {
  readonly startMs: number;
  readonly endMs: number;
}

export interface MeetingRequest {
  readonly recurring: boolean;
  /** Every date, or those up to the booking window and one past it when the series has no end. */
  readonly dates: readonly Stretch[];
}

export type DecisionReason =
  | 'accepted'
  | 'needs-approval'
  | 'not-answered'
  | 'conflict'
  | 'beyond-window'
  | 'too-long'
  | 'recurring-not-allowed';

export interface Decision {
  /** `none`: the room says nothing and keeps the request tentative. */
  readonly answer: 'accepted' | 'declined' | 'tentative' | 'none';
  readonly reason: DecisionReason;
  /** Starts of the dates declined one by one while the series was accepted. */
  readonly declinedStartsMs: readonly number[];
}

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/**
 * What a room answers to a request, given what else already takes it. Meetings that touch do not
 * conflict.
 */
export function decide(
  request: MeetingRequest,
  taken: readonly Stretch[],
  policy: RoomPolicy,
  nowMs: number,
): Decision {
  if (policy.processing === 'update-only') return whole('none', 'not-answered');
  const refusal = refuse(request, policy, nowMs);
  if (refusal !== null) return whole('declined', refusal);
  const horizonMs = nowMs + policy.bookingWindowDays * dayMs;
  const beyond = request.dates.filter((date) => date.endMs > horizonMs);
  const within = request.dates.filter((date) => date.endMs <= horizonMs);
  const conflicts = policy.allowConflicts ? [] : within.filter((date) => isTaken(date, taken));
  if (!isTolerable(conflicts.length, within.length, request.recurring, policy)) {
    return whole('declined', 'conflict');
  }
  const declinedStartsMs = [...conflicts, ...beyond].map((date) => date.startMs);
  return policy.approval === 'delegate'
    ? { answer: 'tentative', reason: 'needs-approval', declinedStartsMs }
    : { answer: 'accepted', reason: 'accepted', declinedStartsMs };
}

function refuse(request: MeetingRequest, policy: RoomPolicy, nowMs: number): DecisionReason | null {
  if (request.recurring && !policy.allowRecurring) return 'recurring-not-allowed';
  const longestMs = policy.maximumDurationMinutes * minuteMs;
  const tooLong = (date: Stretch) => longestMs > 0 && date.endMs - date.startMs > longestMs;
  if (request.dates.some(tooLong)) return 'too-long';
  const horizonMs = nowMs + policy.bookingWindowDays * dayMs;
  const isBeyond = (date: Stretch) => date.endMs > horizonMs;
  const mayBeCut = request.recurring && !policy.enforceSchedulingHorizon;
  const refused = mayBeCut ? request.dates.every(isBeyond) : request.dates.some(isBeyond);
  return refused ? 'beyond-window' : null;
}

function isTolerable(
  conflicts: number,
  dates: number,
  recurring: boolean,
  policy: RoomPolicy,
): boolean {
  if (conflicts === 0) return true;
  if (!recurring || conflicts === dates) return false;
  const percentage = (conflicts / dates) * 100;
  return (
    conflicts <= policy.maximumConflictInstances && percentage <= policy.conflictPercentageAllowed
  );
}

function isTaken(date: Stretch, taken: readonly Stretch[]): boolean {
  return taken.some((other) => other.startMs < date.endMs && date.startMs < other.endMs);
}

function whole(answer: Decision['answer'], reason: DecisionReason): Decision {
  return { answer, reason, declinedStartsMs: [] };
}
