import type { CallOptions } from '@/lib/calendar/calendar';
import type { Room } from '@/lib/core/places/room';
import { addMs, dayMs, hourMs, type Instant } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';
import type { MirrorLease } from '@/lib/db/calendar-ports';
import { judgeFeed } from '@/lib/services/mirror/judge-feed';
import type { MirrorDeps } from '@/lib/services/mirror/mirror-deps';
import { readFeed } from '@/lib/services/mirror/read-feed';
import { toMirroredBusy } from '@/lib/services/mirror/to-mirrored-busy';

/** People look back at last week; what is older is read live. */
const pastMs = 7 * dayMs;
/** Beyond the last day that may be booked. */
const aheadMs = 30 * dayMs;
/** The feed tells of no new date that a series without end comes to: all is read anew each day. */
const wholeEveryMs = dayMs;
/** Sooner where the feed did not tell of something. */
const doubtedEveryMs = hourMs;

/**
 * Brings the mirror of one room up to date: asks the feed whether anything has changed, and reads
 * the room when it has, when the feed has a gap, or once a day. A position in the feed is always
 * taken before the room is read, so that what changes meanwhile is told again.
 * @throws BackendError when the calendar does not answer; the mirror is as it was.
 */
export async function refreshRoom(
  deps: MirrorDeps,
  lease: MirrorLease,
  room: Room,
  options: CallOptions,
): Promise<void> {
  const position = await readFeed(deps, lease, room, options);
  if (!position.isChanged && !isWholeDue(lease)) {
    await deps.mirror.confirm(lease, position.cursor);
    return;
  }
  const covers = coverageOf(room, lease.begun);
  const events = await deps.calendar.listEvents(room, covers, options);
  const content = { covers, busy: toMirroredBusy(events) };
  const changed = await deps.mirror.replace(lease, position.cursor, content);
  if (changed === null || position.isChanged) return;
  await judgeFeed(deps, lease, room, { cursor: position.cursor, covers, changed }, options);
}

function isWholeDue({ whole, begun, feedMisses }: MirrorLease): boolean {
  return whole === null || begun - whole.at >= (feedMisses === 0 ? wholeEveryMs : doubtedEveryMs);
}

/** From a week ago until thirty days after the last day that may be booked. */
export function coverageOf({ policy }: Pick<Room, 'policy'>, now: Instant): Interval {
  return {
    start: addMs(now, -pastMs),
    end: addMs(now, policy.bookingWindowDays * dayMs + aheadMs),
  };
}
