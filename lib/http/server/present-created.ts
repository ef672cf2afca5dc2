import type { Person } from '@/lib/core/places/person';
import type { BookingAnswer } from '@/lib/http/contract/bookings';
import type { Readable } from '@/lib/http/server/handle';
import { type PresentDeps, presentBookings } from '@/lib/http/server/present-bookings';
import { type BookingView, presentBooking } from '@/lib/http/server/presenters/booking';
import { presentLeftOut } from '@/lib/http/server/presenters/left-out';
import type { CreatedBooking } from '@/lib/services/create-booking';

/**
 * The booking that a request asked for, with what it lacks of that. Its rooms are at hand, and
 * nothing has come in the way of one that is new.
 */
export async function presentCreated(
  deps: PresentDeps,
  { view, created }: { readonly view: BookingView; readonly created: CreatedBooking },
  reader: Person,
): Promise<Readable<BookingAnswer> | null> {
  const rooms = new Map(created.rooms.map((room) => [room.id, room]));
  const [body = null] = created.isNew
    ? [presentBooking({ ...view, conflicts: [] }, rooms, reader)]
    : await presentBookings(deps, [view], reader);
  return body && { ...body, ...presentLeftOut(created) };
}
