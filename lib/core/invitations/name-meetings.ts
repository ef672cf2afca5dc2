import type { Meeting } from '@/lib/core/invitations/meeting';
import type { Instant } from '@/lib/core/time/instant';

/** A meeting of the booking as somebody has it in a calendar already. */
export interface KnownMeeting {
  readonly uid: string;
  readonly start: Instant;
}

/**
 * Meetings under the uids that people have them by. Events come and go with every change of rooms, and
 * the meeting stays: one that none of its events names goes on with what nobody else goes on with.
 */
export function nameMeetings(
  meetings: readonly Meeting[],
  known: readonly KnownMeeting[],
): ReadonlyMap<string, Meeting> {
  const left = new Map(known.toSorted((a, b) => a.start - b.start).map((each) => [each.uid, each]));
  const named = new Map<string, Meeting>();
  const name = (uid: string, meeting: Meeting) => {
    left.delete(uid);
    named.set(uid, meeting);
  };
  const unnamed = meetings.filter((meeting) => {
    const uid = meeting.uids.find((each) => left.has(each));
    if (uid !== undefined) name(uid, meeting);
    return uid === undefined;
  });
  for (const meeting of unnamed) {
    const [next] = left.keys();
    const own = meeting.uids.find((uid) => !named.has(uid));
    const uid = next ?? own;
    if (uid === undefined) throw new RangeError('a meeting without a uid');
    name(uid, meeting);
  }
  return named;
}
