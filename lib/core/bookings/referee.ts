import { isOwnUid } from '@/lib/core/bookings/booking';
import { type Interval, overlaps } from '@/lib/core/time/interval';

/** An event of a room's calendar as a read-back shows it. */
export interface SeenEvent extends Interval {
  readonly uid: string;
  readonly kind: 'busy' | 'tentative' | 'free';
}

/** One date of ours: which event must be seen there, and what must be free of others around it. */
export interface ExpectedDate {
  readonly uid: string;
  readonly held: Interval;
}

/**
 * - `confirm`: our event is there on every date and nothing else is.
 * - `missing`: our event is not there; the read says nothing about who has the slot.
 * - `wait`: only other Foyer installations' events are in the way, and each ranks below ours.
 * - `withdraw`: somebody who outranks us is there.
 */
export type Verdict = 'confirm' | 'missing' | 'wait' | 'withdraw';

const foyerUid = /^foyer-/;

/**
 * Judges a complete read of one room made after our write (protocol step 5). Two confirmations cannot
 * both be true: the later of two writes came before its own read, which would have shown the other.
 * Rank decides who waits, never who confirms: of two Foyer bookings the smaller uid waits, the greater
 * withdraws; anybody else's event was there first as far as we can tell. Of a series every date is
 * judged, and one that is lost loses all.
 */
export function judgeReadBack(
  bookingUid: string,
  dates: readonly ExpectedDate[],
  events: readonly SeenEvent[],
): Verdict {
  const taking = events.filter((event) => event.kind !== 'free');
  const verdicts = dates.map((date) => judgeDate(bookingUid, date, taking));
  const worst = (['withdraw', 'missing', 'wait'] as const).find((one) => verdicts.includes(one));
  return worst ?? (dates.length > 0 ? 'confirm' : 'missing');
}

function judgeDate(
  bookingUid: string,
  { uid, held }: ExpectedDate,
  taking: readonly SeenEvent[],
): Verdict {
  const there = taking.filter((event) => overlaps(event, held));
  const others = there.filter((event) => !isOwnUid(bookingUid, event.uid));
  if (others.some((event) => outranks(event.uid, bookingUid))) return 'withdraw';
  if (!there.some((event) => event.uid === uid)) return 'missing';
  return others.length === 0 ? 'confirm' : 'wait';
}

function outranks(uid: string, ownUid: string): boolean {
  return !foyerUid.test(uid) || uid < ownUid;
}
