import type { CallOptions } from '@/lib/calendar/calendar';
import type { BackendError } from '@/lib/calendar/errors';
import type { BookedRoom, Booking } from '@/lib/core/bookings/booking';
import { asBackendError } from '@/lib/services/booking/as-backend-error';
import type { BookingDeps } from '@/lib/services/booking/booking-deps';
import { eventUid, type RoomOfBooking, toDraft } from '@/lib/services/booking/room-event';

/** `written` holds what is known to stand in the calendars, whatever the outcome. */
export type WriteResult =
  | { readonly outcome: 'written'; readonly rooms: readonly BookedRoom[] }
  | {
      readonly outcome: 'refused' | 'unknown';
      readonly rooms: readonly BookedRoom[];
      readonly error: BackendError;
    };

/**
 * Protocol step 4: writes the meeting into each room's calendar under a uid of its own, one after
 * the other; the first that fails ends it.
 */
export async function writeEvents(
  deps: BookingDeps,
  booking: Booking,
  rooms: readonly RoomOfBooking[],
  options: CallOptions,
): Promise<WriteResult> {
  let written: readonly BookedRoom[] = rooms.map(({ booked }) => booked);
  for (const { room, booked } of rooms) {
    if (booked.handle !== null) continue;
    try {
      const ref = await deps.calendar.create([room], toDraft(booking, room), options);
      const now: BookedRoom = { ...booked, handle: ref.handle, version: ref.version };
      written = written.map((other) => (other.roomId === room.id ? now : other));
    } catch (thrown) {
      const error = asBackendError(thrown);
      const found =
        error.outcome === 'not-applied' ? null : await look(deps, booking, room, options);
      if (!found) {
        const outcome = error.outcome === 'not-applied' ? 'refused' : 'unknown';
        return { outcome, rooms: written, error };
      }
      written = written.map((other) => (other.roomId === room.id ? found : other));
    }
  }
  return { outcome: 'written', rooms: written };
}

/** After a lost answer: is it there? Null also when the look-up fails: it stays unknown. */
async function look(
  deps: BookingDeps,
  booking: Booking,
  room: RoomOfBooking['room'],
  options: CallOptions,
): Promise<BookedRoom | null> {
  try {
    const event = await deps.calendar.findByUid(room, eventUid(booking, room.id), options);
    if (!event) return null;
    const { handle, version } = event.ref;
    return { roomId: room.id, handle, version, answer: 'pending' };
  } catch (thrown) {
    const { code } = asBackendError(thrown);
    deps.log.warn(
      { bookingId: booking.id, code },
      'a write without an answer was not found either',
    );
    return null;
  }
}
