import { FoyerError } from '@/lib/core/errors';
import type { Person } from '@/lib/core/places/person';
import { atLeast } from '@/lib/core/places/role';
import type { BookingDeps } from '@/lib/services/booking/booking-deps';

/** Whose meeting it is to be. @throws FoyerError `forbidden`, `invalid-input`. */
export async function findOrganizer(
  { people }: Pick<BookingDeps, 'people'>,
  email: string | undefined,
  person: Person,
): Promise<Person> {
  if (email === undefined || email === person.email) return person;
  if (!atLeast(person.role, 'manager')) {
    throw new FoyerError('forbidden', 'Only managers may book on behalf of somebody else.');
  }
  const found = await people.findByEmail(email);
  if (found) return found.person;
  throw new FoyerError('invalid-input', 'Nobody here has this address.', {
    errors: [{ path: 'onBehalfOf', message: 'nobody has this address' }],
  });
}
