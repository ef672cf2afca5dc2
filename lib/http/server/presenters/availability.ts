import type { RoomOccurrence, RoomTaken, TakenInterval } from '@/lib/core/availability/room-taken';
import type { Person } from '@/lib/core/places/person';
import { atLeast } from '@/lib/core/places/role';
import { formatInstant } from '@/lib/core/time/instant';
import type { BusyAnswer, RoomAvailabilityAnswer } from '@/lib/http/contract/availability';

export function presentAvailability(
  { room, availability, taken }: RoomTaken,
  reader: Person,
): RoomAvailabilityAnswer {
  const asOf = formatInstant(availability.asOf);
  if (availability.status === 'unknown') {
    return { roomId: room.id, status: 'unknown', asOf, reason: availability.reason, busy: [] };
  }
  const busy = taken.map((piece) => presentTaken(piece, reader));
  return { roomId: room.id, status: 'known', asOf, busy };
}

function presentTaken(piece: TakenInterval, reader: Person): BusyAnswer {
  const { occurrence } = piece;
  const kind: BusyAnswer['kind'] = occurrence?.kind === 'hold' ? 'hold' : piece.kind;
  const times = { start: formatInstant(piece.start), end: formatInstant(piece.end), kind };
  return occurrence ? { ...times, ...whatMayBeSeen(occurrence, reader) } : times;
}

/** What of a booking is told beside its times. */
export type SeenOfBooking = Omit<BusyAnswer, 'start' | 'end' | 'kind'>;

/**
 * The people of a meeting see all of it; everybody sees who has a meeting that is not private, and
 * its title; managers see who has a private one, but not its title.
 */
export function whatMayBeSeen(occurrence: RoomOccurrence, reader: Person): SeenOfBooking {
  const { bookingId, title, organizerName: organizer } = occurrence;
  const mine = occurrence.organizerId === reader.id || occurrence.bookedById === reader.id;
  const isPrivate = occurrence.visibility === 'private';
  if (mine) {
    return { bookingId, title, organizer, mine, ...(isPrivate ? { visibility: 'private' } : {}) };
  }
  const manages = atLeast(reader.role, 'manager');
  return {
    ...(manages ? { bookingId } : {}),
    ...(isPrivate ? {} : { title }),
    ...(isPrivate && !manages ? {} : { organizer }),
  };
}
