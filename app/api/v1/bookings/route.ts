import { handle } from '@/app/api/v1/handle';
import { createBooking as create, listBookings as list } from '@/lib/http/contract/bookings';
import { toCall } from '@/lib/http/server/call';
import { idempotencyKeyOf } from '@/lib/http/server/idempotency-key';
import { methods } from '@/lib/http/server/methods';
import { presentBookings } from '@/lib/http/server/present-bookings';
import { replyWithBooking } from '@/lib/http/server/reply-with-booking';
import { createBooking } from '@/lib/services/create-booking';
import { listBookings } from '@/lib/services/list-bookings';

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: handle(list, async (foyer, input) => {
    const { mine = false, status: statuses, cursor = null, ...rest } = input.query;
    const call = toCall(input);
    const page = await listBookings(foyer.bookings, { mine, statuses, cursor, ...rest }, call);
    const items = await presentBookings(foyer.places, page.items, call.person);
    return { status: 200, body: { items, nextCursor: page.nextCursor } };
  }),
  POST: handle(create, async (foyer, input) => {
    const { attendees = [], ...body } = input.body;
    const call = toCall(input);
    const command = {
      ...body,
      attendees,
      idempotencyKey: idempotencyKeyOf(input.headers),
    };
    const booking = await createBooking(foyer, command, call);
    return replyWithBooking(foyer.places, booking, call.person, {
      settled: 201,
      open: 202,
    });
  }),
});
