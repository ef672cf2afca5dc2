import { handle } from '@/app/api/v1/handle';
import { parseBookingId } from '@/lib/core/bookings/date-id';
import {
  cancelBooking as cancel,
  changeBooking as change,
  getBooking as get,
} from '@/lib/http/contract/bookings';
import { toCall } from '@/lib/http/server/call';
import { methods } from '@/lib/http/server/methods';
import { revisionOf } from '@/lib/http/server/presenters/booking';
import { replyWithBooking } from '@/lib/http/server/reply-with-booking';
import { fromBooking } from '@/lib/http/server/to-booking-view';
import { cancelBooking } from '@/lib/services/cancel-booking';
import { changeBooking } from '@/lib/services/change-booking';
import { getBooking } from '@/lib/services/get-booking';

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: handle(get, async (foyer, input) => {
    const call = toCall(input);
    const { booking, recurrenceId, alternatives } = await getBooking(foyer, input.params.id, call);
    const view = { ...fromBooking(booking, recurrenceId), ...(alternatives && { alternatives }) };
    return replyWithBooking(foyer, view, call.person, { settled: 200, open: 200 });
  }),
  PATCH: handle(change, async (foyer, input) => {
    const call = toCall(input);
    const { start, end, roomIds, ...content } = input.body;
    const bookingId = input.params.id;
    const revision = revisionOf(input.headers);
    const { scope } = input.query;
    const command = { bookingId, revision, scope, start, end, roomIds, content };
    const booking = await changeBooking(foyer, command, call);
    const view = fromBooking(booking, parseBookingId(bookingId).recurrenceId);
    return replyWithBooking(foyer, view, call.person, { settled: 200, open: 202 });
  }),
  DELETE: handle(cancel, async (foyer, input) => {
    const call = toCall(input);
    const { scope } = input.query;
    const command = { bookingId: input.params.id, revision: revisionOf(input.headers), scope };
    const { booking, isGone } = await cancelBooking(foyer, command, call);
    if (isGone) return { status: 204, body: null };
    const view = fromBooking(booking, null);
    return replyWithBooking(foyer, view, call.person, { settled: 202, open: 202 });
  }),
});
