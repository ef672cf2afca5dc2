import type { Booking } from '@/lib/core/bookings/booking';
import { mayChange } from '@/lib/core/bookings/parties';
import { FoyerError } from '@/lib/core/errors';
import type { Person } from '@/lib/core/places/person';
import type { BookingStore } from '@/lib/db/ports';

/** @throws FoyerError `not-found` for what is not there and for what one may not see, alike. */
export async function findVisibleBooking(
  bookings: BookingStore,
  bookingId: string,
  person: Person,
): Promise<Booking> {
  const booking = await bookings.find(person.organisationId, bookingId);
  if (booking && mayChange(booking, person)) return booking;
  throw new FoyerError('not-found', 'There is no such booking.');
}
