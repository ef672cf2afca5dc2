import type { Role } from '@/lib/core/places/role';
import { evaluatePolicy, type PolicyRule } from '@/lib/core/policy/evaluate-policy';
import type { RoomPolicy } from '@/lib/core/policy/room-policy';
import type { Instant } from '@/lib/core/time/instant';
import { type Interval, overlaps } from '@/lib/core/time/interval';
import type { ZoneId } from '@/lib/core/time/zone';

/** Something that takes the room, and whose it is. */
export interface TakenTime extends Interval {
  readonly uid: string;
  /** Held for a booking that is being made: within seconds it stands, or is gone. */
  readonly isPassing?: boolean;
}

/** An invitation of a room that nobody has answered for it yet. */
export interface Invitation {
  readonly uid: string;
  /** Every date of it that is still to come. */
  readonly dates: readonly Interval[];
  /** The booking rules were asked already: it is a booking of Foyer's own. */
  readonly isOwn: boolean;
  /** Of the person who invites, where Foyer knows the person; else that of an employee. */
  readonly role: Role;
}

export interface InvitedRoom {
  readonly policy: RoomPolicy;
  readonly timeZone: ZoneId;
  /** What stands in the room's calendar without waiting for an answer, and what Foyer holds. */
  readonly taken: readonly TakenTime[];
}

export type InvitationReason = 'free' | 'always' | 'never' | 'taken' | PolicyRule;

export interface InvitationAnswer {
  readonly answer: 'accepted' | 'declined';
  readonly reason: InvitationReason;
}

/** Nobody can tell yet: the room is to be asked again. */
export const later = 'later';

/**
 * What the room's attendant answers; null where a person is to decide, `later` while only a booking
 * that is being made is in the way. An invitation of several dates
 * is accepted when each of them is free and allowed, else declined as a whole. `accept` knows no
 * rules but accepts no room twice.
 */
export function decideAnswer(
  invitation: Invitation,
  room: InvitedRoom,
  now: Instant,
): InvitationAnswer | typeof later | null {
  const { attendant } = room.policy;
  const inTheWay = room.taken.filter(
    (taken) =>
      taken.uid !== invitation.uid && invitation.dates.some((date) => overlaps(taken, date)),
  );
  if (inTheWay.length > 0) {
    return inTheWay.every((taken) => taken.isPassing)
      ? later
      : { answer: 'declined', reason: 'taken' };
  }
  if (invitation.isOwn) return { answer: 'accepted', reason: 'free' };
  if (attendant === 'decline') return { answer: 'declined', reason: 'never' };
  if (attendant === 'manual') return null;
  if (attendant === 'accept') return { answer: 'accepted', reason: 'always' };
  const broken = brokenRules(invitation, room, now);
  // Who may not decide alone is not refused: a manager answers.
  if (broken.length > 0 && broken.every((rule) => rule === 'approval')) return null;
  const [reason] = broken.filter((rule) => rule !== 'approval');
  return reason ? { answer: 'declined', reason } : { answer: 'accepted', reason: 'free' };
}

function brokenRules(
  { dates, role }: Invitation,
  { policy, timeZone }: InvitedRoom,
  now: Instant,
): readonly PolicyRule[] {
  return dates.flatMap((wanted) => {
    const question = { wanted, timeZone, role, now, activeBookings: 0 };
    return evaluatePolicy({ ...policy, maxActivePerPerson: null }, question).map(
      ({ rule }) => rule,
    );
  });
}
