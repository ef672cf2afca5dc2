import { RequestFailure } from '@/lib/http/client/request-failure';
import { type Reply, send } from '@/lib/http/client/send';
import { type BookingAnswer, type BookingInput, createBooking } from '@/lib/http/contract/bookings';

/**
 * Books. The same key with the same input is the same booking however often it is sent, so a form
 * keeps its key until the server has definitely refused.
 * @throws RequestFailure
 */
export async function bookRooms(
  input: BookingInput,
  idempotencyKey: string,
): Promise<Reply<BookingAnswer>> {
  const { status, answer } = await send(createBooking, {
    body: input,
    headers: { 'idempotency-key': idempotencyKey },
  });
  if (answer === undefined) throw new RequestFailure('unreadable', null);
  return { status, answer };
}
