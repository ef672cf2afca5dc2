import type { Booking } from '@/lib/core/bookings/booking';
import { type NamedBooking, parseBookingId } from '@/lib/core/bookings/date-id';
import { mayChange } from '@/lib/core/bookings/parties';
import { FoyerError } from '@/lib/core/errors';
import type { Person } from '@/lib/core/places/person';
import type { Instant } from '@/lib/core/time/instant';
import type { BookingStore } from '@/lib/db/ports';

/** A booking that somebody may see, and which date of it they named. */
export interface VisibleBooking {
  readonly booking: Booking;
  /** Null for the booking as a whole. */
  readonly recurrenceId: Instant | null;
}

/**
 * @param id of a booking, or of one date of a series
 * @throws FoyerError `not-found` for what is not there and for what one may not see, alike.
 */
export async function findVisibleBooking(
  bookings: BookingStore,
  id: string,
  person: Person,
): Promise<VisibleBooking> {
  const { bookingId, recurrenceId }: NamedBooking = parseBookingId(id);
  const booking = await bookings.find(person.organisationId, bookingId);
  const hasDate =
    recurrenceId === null ||
    booking?.dates.some((date) => date.recurrenceId === recurrenceId) === true;
  if (booking && hasDate && mayChange(booking, person)) return { booking, recurrenceId };
  throw new FoyerError('not-found', 'There is no such booking.');
}
