import { addMs, type Instant, minuteMs } from '@/lib/core/time/instant';
import type { BookingDeps } from '@/lib/services/booking/booking-deps';
import type { RoomOfBooking } from '@/lib/services/booking/room-event';

/** No write is on its way for longer than this. */
export const lateWriteMs = 10 * minuteMs;

/**
 * When an ended booking's calendars are looked at once more, because a write whose answer never came
 * may still arrive; null when every write is known.
 */
export function lookAgainAt(deps: BookingDeps, rooms: readonly RoomOfBooking[]): Instant | null {
  const isKnown = rooms.every(({ booked }) => booked.handle !== null);
  return isKnown ? null : addMs(deps.clock.now(), lateWriteMs);
}
