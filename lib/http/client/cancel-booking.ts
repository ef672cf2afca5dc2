import type { BookingRef } from '@/lib/http/client/change-booking';
import { send } from '@/lib/http/client/send';
import { cancelBooking as endpoint } from '@/lib/http/contract/bookings';

/**
 * Cancels, unless somebody has changed the booking since it was read (the problem `stale`):
 * `cancelled` when it is gone from the calendar, `pending` while the calendar is silent.
 * @throws RequestFailure
 */
export async function cancelBooking({
  id,
  etag,
  scope,
}: BookingRef): Promise<'cancelled' | 'pending'> {
  const { status } = await send(endpoint, {
    params: { id },
    query: { scope },
    headers: { 'if-match': etag },
  });
  return status === 204 ? 'cancelled' : 'pending';
}
