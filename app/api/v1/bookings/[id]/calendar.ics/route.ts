import { getContainer } from '@/lib/container';
import { roomIdsOf } from '@/lib/core/bookings/booking';
import { getBookingCalendar } from '@/lib/http/contract/bookings';
import { toCall } from '@/lib/http/server/call';
import { createStreamHandle } from '@/lib/http/server/handle';
import { methods } from '@/lib/http/server/methods';
import { presentBookingFile } from '@/lib/http/server/presenters/booking-file';
import { replyWithCalendar } from '@/lib/http/server/reply-with-calendar';
import { findVisibleBooking } from '@/lib/services/visible-booking';

const handle = createStreamHandle(getContainer);

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: handle(getBookingCalendar, async (foyer, input) => {
    const { person } = toCall(input);
    const found = await findVisibleBooking(foyer.bookings, input.params.id, person);
    const { organisationId } = person;
    const roomIds = roomIdsOf(found.booking);
    const rooms = await foyer.places.findRooms({ organisationId, roomIds });
    const file = presentBookingFile({
      ...found,
      rooms: new Map(rooms.map((room) => [room.id, room])),
      reader: person,
      origin: input.origin,
    });
    return replyWithCalendar(foyer, file, input);
  }),
});
