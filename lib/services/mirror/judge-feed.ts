import type { CallOptions } from '@/lib/calendar/calendar';
import type { Room } from '@/lib/core/places/room';
import { type Interval, overlaps } from '@/lib/core/time/interval';
import type { MirrorLease } from '@/lib/db/calendar-ports';
import type { MirrorDeps } from '@/lib/services/mirror/mirror-deps';
import { readFeed } from '@/lib/services/mirror/read-feed';

/** A whole reading that was made although the feed had told of nothing. */
export interface UntoldReading {
  /** Where the feed was before it was read. */
  readonly cursor: string | null;
  readonly covers: Interval;
  /** Where it was not as the mirror had it. */
  readonly changed: readonly Interval[];
}

/**
 * Whether the feed can be believed: what a reading finds different, within what was known before, the
 * feed has told of or tells of now. Two readings in a row that it did not know of, and the room is read
 * whole from then on.
 */
export async function judgeFeed(
  deps: MirrorDeps,
  lease: MirrorLease,
  room: Room,
  { cursor, covers, changed }: UntoldReading,
  options: CallOptions,
): Promise<void> {
  const known = lease.whole?.covers;
  const isDifferent =
    known !== undefined && changed.some((each) => overlaps(each, known) && overlaps(each, covers));
  const isTold = !isDifferent || (await readFeed(deps, { cursor }, room, options)).isChanged;
  const misses = await deps.mirror.judgeFeed(lease.roomId, isTold);
  if (isTold) return;
  deps.log.warn(
    { roomId: lease.roomId, misses },
    'the change feed of a room did not tell of what a whole reading found',
  );
}
