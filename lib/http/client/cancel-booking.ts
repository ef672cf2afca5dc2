import { send } from '@/lib/http/client/send';
import { cancelBooking as endpoint } from '@/lib/http/contract/bookings';

/**
 * Cancels: `cancelled` when it is gone from the calendar, `pending` while the calendar is silent.
 * @throws RequestFailure
 */
export async function cancelBooking(bookingId: string): Promise<'cancelled' | 'pending'> {
  const { status } = await send(endpoint, { params: { id: bookingId } });
  return status === 204 ? 'cancelled' : 'pending';
}
