import { type Interval, overlaps } from '@/lib/core/time/interval';

/** An event of a room's calendar as a read-back shows it. */
export interface SeenEvent extends Interval {
  readonly uid: string;
  readonly kind: 'busy' | 'tentative' | 'free';
}

/**
 * - `confirm`: our event is there and nothing else is.
 * - `missing`: our event is not there; the read says nothing about who has the slot.
 * - `wait`: only other Foyer installations' events are in the way, and each ranks below ours.
 * - `withdraw`: somebody who outranks us is there.
 */
export type Verdict = 'confirm' | 'missing' | 'wait' | 'withdraw';

const foyerUid = /^foyer-/;

/**
 * Judges a complete read made after our write (protocol step 5). Two confirmations cannot both be
 * true: the later of two writes came before its own read, which would have shown the other. Rank
 * decides who waits, never who confirms: of two Foyer events the smaller uid waits, the greater
 * withdraws; anybody else's event was there first as far as we can tell.
 */
export function judgeReadBack(
  ownUid: string,
  held: Interval,
  events: readonly SeenEvent[],
): Verdict {
  const taking = events.filter((event) => event.kind !== 'free' && overlaps(event, held));
  const others = taking.filter((event) => event.uid !== ownUid);
  if (others.some((event) => outranks(event.uid, ownUid))) return 'withdraw';
  if (!taking.some((event) => event.uid === ownUid)) return 'missing';
  return others.length === 0 ? 'confirm' : 'wait';
}

function outranks(uid: string, ownUid: string): boolean {
  return !foyerUid.test(uid) || uid < ownUid;
}
