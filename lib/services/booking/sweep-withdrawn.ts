import type { CallOptions } from '@/lib/calendar/calendar';
import type { Booking } from '@/lib/core/bookings/booking';
import type { Room } from '@/lib/core/places/room';
import { addMs, minuteMs } from '@/lib/core/time/instant';
import type { BookingDeps } from '@/lib/services/booking/booking-deps';
import { placeEvents } from '@/lib/services/booking/place-events';
import { withdrawEvents } from '@/lib/services/booking/withdraw-events';

const againMs = minuteMs;

/**
 * Looks once more for events that a change was to bring and that were taken back, when no late write
 * of them can arrive any more. The booking itself stands as it is.
 */
export async function sweepWithdrawn(
  deps: BookingDeps,
  { rooms, options }: { readonly rooms: readonly Room[]; readonly options: CallOptions },
  booking: Booking,
): Promise<void> {
  const gone = booking.events
    .filter(({ stage }) => stage === 'withdrawn')
    .map((event) => ({ ...event, handle: null, version: null }));
  const isGone = await withdrawEvents(deps, placeEvents(booking, gone, rooms), options);
  await deps.bookings.settle(booking, {
    status: booking.status,
    reason: booking.statusReason,
    dueAt: isGone ? null : addMs(deps.clock.now(), againMs),
    actor: 'foyer',
  });
}
