import type { Booking } from '@/lib/core/bookings/booking';
import { addMs, type Instant, minuteMs } from '@/lib/core/time/instant';
import type { BookingDeps } from '@/lib/services/booking/booking-deps';

const soonestMs = 1_000;
const latestMs = minuteMs;
const waitedPerPause = 10;

/**
 * When a room that has not answered is asked again: after a tenth of the time that it has been asked
 * for already. Whoever still looks at the page sees a late answer at once, and a room that never
 * answers costs little. Null once the meeting is over: nobody waits for an answer any more.
 */
export function askAgainAt(
  { clock }: Pick<BookingDeps, 'clock'>,
  { createdAt, lastEnd }: Pick<Booking, 'createdAt' | 'lastEnd'>,
): Instant | null {
  const now = clock.now();
  if (lastEnd <= now) return null;
  const pauseMs = Math.round((now - createdAt) / waitedPerPause);
  return addMs(now, Math.min(Math.max(pauseMs, soonestMs), latestMs));
}
