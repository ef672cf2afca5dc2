import type { Booking } from '@/lib/core/bookings/booking';
import { addMs, type Instant, minuteMs } from '@/lib/core/time/instant';
import type { BookingDeps } from '@/lib/services/booking/booking-deps';

/** A booking whose write could not be completed for this long is given up and withdrawn. */
const giveUpAfterMs = 10 * minuteMs;
/** No write is on its way for longer than this. */
export const lateWriteMs = 10 * minuteMs;

type Dated = Pick<Booking, 'createdAt' | 'lastEnd'>;

/** Whether a booking that nobody knows to be written is not worth another attempt. */
export function isOverdue({ clock }: Pick<BookingDeps, 'clock'>, booking: Dated): boolean {
  const now = clock.now();
  return now > booking.createdAt + giveUpAfterMs || booking.lastEnd <= now;
}

/** From then on no write of the booking can arrive any more: the last began before it was overdue. */
export function landedBy({ budgets }: Pick<BookingDeps, 'budgets'>, booking: Dated): Instant {
  return addMs(booking.createdAt, giveUpAfterMs + budgets.leaseMs + lateWriteMs);
}

/** When a booking that ended with a write in doubt is looked for once more, at the latest twice. */
export function lookAgainAt(deps: Pick<BookingDeps, 'budgets' | 'clock'>, booking: Dated): Instant {
  const now = deps.clock.now();
  const soon = addMs(now, lateWriteMs);
  const last = landedBy(deps, booking);
  return last > now && last < soon ? last : soon;
}

/**
 * Whether a write whose answer never came may still arrive: every event with a name was written by
 * a process that lived to hear it; what reconciliation took up may have been written twice.
 */
export function mayStillArrive(
  deps: Pick<BookingDeps, 'budgets' | 'clock'>,
  booking: Dated & Pick<Booking, 'attempts' | 'events'>,
): boolean {
  const isKnown = booking.attempts === 0 && booking.events.every(({ handle }) => handle !== null);
  return !isKnown && deps.clock.now() < landedBy(deps, booking);
}
