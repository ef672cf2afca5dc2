import { handle } from '@/app/api/v1/handle';
import { createBooking as create, listBookings as list } from '@/lib/http/contract/bookings';
import { toCall } from '@/lib/http/server/call';
import { idempotencyKeyOf } from '@/lib/http/server/idempotency-key';
import { methods } from '@/lib/http/server/methods';
import { presentBookings } from '@/lib/http/server/present-bookings';
import { presentCreated } from '@/lib/http/server/present-created';
import { withBooking } from '@/lib/http/server/reply-with-booking';
import { fromBooking, fromListedDate } from '@/lib/http/server/to-booking-view';
import { createBooking } from '@/lib/services/create-booking';
import { listBookings } from '@/lib/services/list-bookings';

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: handle(list, async (foyer, input) => {
    const { mine = false, status: statuses, cursor = null, ...rest } = input.query;
    const call = toCall(input);
    const page = await listBookings(foyer.bookings, { mine, statuses, cursor, ...rest }, call);
    const views = page.items.map(fromListedDate);
    const items = await presentBookings(foyer, views, call.person);
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
    const created = await createBooking(foyer, command, call);
    const view = fromBooking(created.booking, null);
    const answer = await presentCreated(foyer, { view, created }, call.person);
    return withBooking(view, answer, { settled: 201, open: 202 });
  }),
});
