import type { Booking } from '@/lib/core/bookings/booking';
import type { Person } from '@/lib/core/places/person';
import { atLeast } from '@/lib/core/places/role';

type Parties = Pick<Booking, 'bookedById'> & { readonly organizer: { readonly id: string } };

/** The people whose meeting it is: they see and may do everything with it. */
export function isParty(booking: Parties, person: Pick<Person, 'id'>): boolean {
  return booking.organizer.id === person.id || booking.bookedById === person.id;
}

export function mayChange(booking: Parties, person: Person): boolean {
  return isParty(booking, person) || atLeast(person.role, 'manager');
}
