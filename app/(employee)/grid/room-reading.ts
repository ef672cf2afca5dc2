import type { Freshness } from '@/app/(employee)/grid/freshness';
import type { RoomReading, TakenPiece } from '@/app/(employee)/grid/room-day';
import { parseInstant } from '@/lib/core/time/instant';
import type { BusyAnswer, RoomAvailabilityAnswer } from '@/lib/http/contract/availability';

/**
 * What the answer says of a room. An old answer says nothing, and a room that an answer leaves out
 * is not known either: neither is ever free.
 */
export function readRoom(
  answer: RoomAvailabilityAnswer | undefined,
  freshness: Freshness,
): RoomReading {
  if (freshness === 'loading') return { status: 'loading' };
  if (freshness === 'stale') return { status: 'unknown', reason: 'too-old' };
  if (!answer || answer.status === 'unknown') {
    return { status: 'unknown', reason: answer?.reason ?? 'unreadable' };
  }
  const taken = answer.busy.map(readPiece);
  if (taken.includes(null)) return { status: 'unknown', reason: 'unreadable' };
  return { status: 'known', taken: taken.filter((piece) => piece !== null) };
}

function readPiece(busy: BusyAnswer): TakenPiece | null {
  const start = parseInstant(busy.start);
  const end = parseInstant(busy.end);
  if (start === null || end === null || end <= start) return null;
  const state = busy.mine ? 'mine' : busy.kind;
  const { title = null, organizer = null, bookingId = null } = busy;
  const isPrivate = busy.visibility === 'private';
  return { start, end, state, title, organizer, bookingId, isPrivate };
}
