import type { Booking } from '@/lib/core/bookings/booking';
import { isLost } from '@/lib/core/bookings/status';
import type { Suggestion } from '@/lib/core/errors';
import type { Interval } from '@/lib/core/time/interval';
import type { BookingDeps } from '@/lib/services/booking/booking-deps';
import { lookForAlternatives } from '@/lib/services/booking/look-for-alternatives';
import type { Call } from '@/lib/services/call';
import { findVisibleBooking, type VisibleBooking } from '@/lib/services/visible-booking';

export interface FoundBooking extends VisibleBooking {
  /** Null unless the booking was lost and its time is still to come. */
  readonly alternatives: readonly Suggestion[] | null;
}

/**
 * A booking that somebody may see, or a date of it. One that a room, a calendar or a deadline has
 * refused since it was asked for comes with up to three ways out, as long as its time is ahead.
 * @throws FoyerError `not-found`.
 */
export async function getBooking(
  deps: BookingDeps,
  bookingId: string,
  call: Call,
): Promise<FoundBooking> {
  const found = await findVisibleBooking(deps.bookings, bookingId, call.person);
  const lost = lostSlot(found);
  if (!lost || lost.start <= deps.clock.now()) return { ...found, alternatives: null };
  return { ...found, alternatives: await findWaysOut(deps, found.booking, lost, call) };
}

interface LostSlot extends Interval {
  readonly roomIds: readonly string[];
}

/** A series as a whole has no one time: each of its dates has ways out of its own. */
function lostSlot({ booking, recurrenceId }: VisibleBooking): LostSlot | null {
  if (booking.rrule !== null && recurrenceId === null) return null;
  const dates = booking.dates.filter(
    (date) => recurrenceId === null || date.recurrenceId === recurrenceId,
  );
  const [first] = dates;
  if (!first || !dates.every(({ status }) => isLost(status))) return null;
  const { start, end } = first;
  return { start, end, roomIds: dates.map(({ roomId }) => roomId) };
}

/** Rooms that were wanted together have no substitute by themselves: nobody says which one was lost. */
async function findWaysOut(
  deps: BookingDeps,
  { organisationId }: Booking,
  { roomIds, start, end }: LostSlot,
  { person, signal, requestId }: Call,
): Promise<readonly Suggestion[]> {
  if (roomIds.length !== 1) return [];
  const [room] = await deps.places.findRooms({ organisationId, roomIds });
  if (!room) return [];
  const wanted = { start, end };
  return lookForAlternatives(deps, { room, wanted, role: person.role, signal, requestId });
}
