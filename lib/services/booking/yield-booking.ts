import type { CallOptions } from '@/lib/calendar/calendar';
import type { Booking } from '@/lib/core/bookings/booking';
import { isLive } from '@/lib/core/bookings/status';
import { addMs } from '@/lib/core/time/instant';
import type { BookingDeps } from '@/lib/services/booking/booking-deps';
import type { RoomOfBooking } from '@/lib/services/booking/room-event';
import { withdrawEvents } from '@/lib/services/booking/withdraw-events';

const retrySoonMs = 2_000;

/**
 * Somebody else has moved the booking on meanwhile: what they say stands, and it is what comes back.
 * Where they ended it, what we wrote since is taken out again, now or by reconciliation.
 */
export async function yieldBooking(
  deps: BookingDeps,
  booking: Booking,
  rooms: readonly RoomOfBooking[],
  options: CallOptions,
): Promise<Booking> {
  const current = await deps.bookings.find(booking.organisationId, booking.id);
  if (!current) return booking;
  if (isLive(current.status) || (await withdrawEvents(deps, booking, rooms, options))) {
    return current;
  }
  const open = await deps.bookings.settle(current, {
    status: current.status,
    reason: current.statusReason,
    dueAt: addMs(deps.clock.now(), retrySoonMs),
    rooms: booking.rooms,
    actor: 'foyer',
  });
  return open ?? current;
}
