import type { CallOptions } from '@/lib/calendar/calendar';
import type { BookedRoom, Booking } from '@/lib/core/bookings/booking';
import type { LookUpObservation, Observations } from '@/lib/core/bookings/protocol';
import { asBackendError } from '@/lib/services/booking/as-backend-error';
import type { BookingDeps } from '@/lib/services/booking/booking-deps';
import { eventUid, type RoomOfBooking } from '@/lib/services/booking/room-event';
import { hasAll, nameRoom } from '@/lib/services/booking/write-next-event';

export interface LookedUp<O> {
  readonly observed: O;
  readonly rooms: readonly BookedRoom[];
}

/** After a lost answer: is the event there that was being written? */
export async function lookUpLastWrite(
  deps: BookingDeps,
  booking: Booking,
  places: readonly RoomOfBooking[],
  options: CallOptions,
): Promise<LookedUp<Observations['unanswered']>> {
  const place = places.find(({ booked }) => booked.handle === null);
  const { observed, rooms } = await lookUp(deps, booking, place ? [place] : [], options);
  return { observed: observed === 'found' && !hasAll(rooms) ? 'found-in-part' : observed, rooms };
}

/** Recovery: which of the booking's events are there? */
export async function lookUpAll(
  deps: BookingDeps,
  booking: Booking,
  places: readonly RoomOfBooking[],
  options: CallOptions,
): Promise<LookedUp<Observations['doubtful']>> {
  const { observed, rooms } = await lookUp(deps, booking, places, options);
  if (observed !== 'absent') return { observed, rooms };
  const missing = rooms.filter(({ handle }) => handle === null).map(({ roomId }) => roomId);
  const capabilities = await Promise.all(
    places
      .filter(({ room }) => missing.includes(room.id))
      .map(({ room }) => deps.calendar.capabilities(room.connection)),
  );
  const mayRepeat = capabilities.every(({ idempotentCreate }) => idempotentCreate);
  return { observed: mayRepeat ? 'absent' : 'absent-for-now', rooms };
}

/** `absent` where one of them is; `failed` where one calendar did not answer. */
async function lookUp(
  deps: BookingDeps,
  booking: Booking,
  places: readonly RoomOfBooking[],
  options: CallOptions,
): Promise<LookedUp<LookUpObservation>> {
  try {
    const names = await Promise.all(
      places.map(async ({ room }) => {
        const event = await deps.calendar.findByUid(room, eventUid(booking, room.id), options);
        return { roomId: room.id, ...(event?.ref ?? { handle: null, version: null }) };
      }),
    );
    const rooms = names.reduce((all, name) => nameRoom(all, name.roomId, name), booking.rooms);
    return { observed: names.every(({ handle }) => handle !== null) ? 'found' : 'absent', rooms };
  } catch (thrown) {
    const { code } = asBackendError(thrown);
    deps.log.warn({ bookingId: booking.id, code }, 'a booking in doubt could not be looked up');
    return { observed: 'failed', rooms: booking.rooms };
  }
}
