import type { CallOptions } from '@/lib/calendar/calendar';
import type { Booking } from '@/lib/core/bookings/booking';
import { addMs } from '@/lib/core/time/instant';
import type { BookingDeps } from '@/lib/services/booking/booking-deps';
import { lookAgainAt } from '@/lib/services/booking/look-again';
import type { RoomOfBooking } from '@/lib/services/booking/room-event';
import { withdrawEvents } from '@/lib/services/booking/withdraw-events';

const retrySoonMs = 2_000;

/** From `cancelling` to `cancelled`, once no calendar holds the meeting any more. */
export async function finishCancelling(
  deps: BookingDeps,
  booking: Booking,
  rooms: readonly RoomOfBooking[],
  options: CallOptions,
  actor: string,
): Promise<Booking> {
  const gone = await withdrawEvents(deps, booking, rooms, options);
  const settled = await deps.bookings.settle(
    booking,
    gone
      ? {
          status: 'cancelled',
          reason:
            actor === booking.organizer.id || actor === booking.bookedById || actor === 'foyer'
              ? 'cancelled-by-organizer'
              : 'cancelled-by-manager',
          dueAt: lookAgainAt(deps, rooms),
          actor,
        }
      : {
          status: 'pending',
          reason: 'cancelling',
          dueAt: addMs(deps.clock.now(), retrySoonMs * 2 ** Math.min(booking.attempts, 5)),
          actor,
        },
  );
  if (settled) return settled;
  return (await deps.bookings.find(booking.organisationId, booking.id)) ?? booking;
}
