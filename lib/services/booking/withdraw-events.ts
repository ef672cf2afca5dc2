import type { EventRef } from '@/lib/calendar/backend';
import type { CallOptions } from '@/lib/calendar/calendar';
import type { Booking } from '@/lib/core/bookings/booking';
import { asBackendError } from '@/lib/services/booking/as-backend-error';
import type { BookingDeps } from '@/lib/services/booking/booking-deps';
import { eventRef, eventUid, type RoomOfBooking } from '@/lib/services/booking/room-event';

/**
 * Takes the meeting out of every room's calendar, looking for it by uid where its name is not
 * known. True only when none of it is left; false leaves it to reconciliation.
 */
export async function withdrawEvents(
  deps: BookingDeps,
  booking: Booking,
  rooms: readonly RoomOfBooking[],
  options: CallOptions,
): Promise<boolean> {
  const withdrawn = await Promise.all(
    rooms.map((place) => withdraw(deps, booking, place, options)),
  );
  return withdrawn.every(Boolean);
}

async function withdraw(
  deps: BookingDeps,
  booking: Booking,
  place: RoomOfBooking,
  options: CallOptions,
): Promise<boolean> {
  const { room } = place;
  try {
    const ref = eventRef(booking, place) ?? (await lookUp(deps, booking, place, options));
    if (!ref) return true;
    return await cancelCurrent(deps, booking, place, ref, options);
  } catch (thrown) {
    const { code } = asBackendError(thrown);
    if (code === 'event-not-found') return true;
    deps.log.warn({ bookingId: booking.id, roomId: room.id, code }, 'an event was not withdrawn');
    return false;
  }
}

/** A version that is out of date is no reason to leave our own event behind: read it and go on. */
async function cancelCurrent(
  deps: BookingDeps,
  booking: Booking,
  place: RoomOfBooking,
  ref: EventRef,
  options: CallOptions,
): Promise<boolean> {
  try {
    await deps.calendar.cancel(place.room, ref, 'all', options);
    return true;
  } catch (thrown) {
    if (asBackendError(thrown).code !== 'stale') throw thrown;
    const current = await lookUp(deps, booking, place, options);
    if (current) await deps.calendar.cancel(place.room, current, 'all', options);
    return true;
  }
}

async function lookUp(
  deps: BookingDeps,
  booking: Booking,
  { room }: RoomOfBooking,
  options: CallOptions,
): Promise<EventRef | null> {
  const event = await deps.calendar.findByUid(room, eventUid(booking, room.id), options);
  return event?.ref ?? null;
}
