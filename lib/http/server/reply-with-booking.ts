import type { Booking } from '@/lib/core/bookings/booking';
import type { Person } from '@/lib/core/places/person';
import type { PlacesStore } from '@/lib/db/ports';
import type { SuccessStatus } from '@/lib/http/contract/endpoint';
import { presentBookings } from '@/lib/http/server/present-bookings';
import { etagOf } from '@/lib/http/server/presenters/booking';

export interface Statuses {
  readonly settled: SuccessStatus;
  /** While an answer is still due. */
  readonly open: SuccessStatus;
}

/** One booking with its ETag. */
export async function replyWithBooking(
  places: PlacesStore,
  booking: Booking,
  reader: Person,
  { settled, open }: Statuses,
) {
  const [body = null] = await presentBookings(places, [booking], reader);
  const waiting = booking.status === 'pending' || booking.status.startsWith('awaiting-');
  return {
    status: waiting ? open : settled,
    body,
    headers: { etag: etagOf(booking), location: `/api/v1/bookings/${booking.id}` },
  };
}
