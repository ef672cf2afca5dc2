import type { Booking } from '@/lib/core/bookings/booking';
import { mayChange } from '@/lib/core/bookings/parties';
import { resumeStep } from '@/lib/core/bookings/protocol';
import { isLive } from '@/lib/core/bookings/status';
import { FoyerError } from '@/lib/core/errors';
import { addMs } from '@/lib/core/time/instant';
import type { BookingDeps } from '@/lib/services/booking/booking-deps';
import { loadRooms } from '@/lib/services/booking/place-events';
import { runProtocol } from '@/lib/services/booking/run-protocol';
import type { Call } from '@/lib/services/call';
import { findVisibleBooking } from '@/lib/services/visible-booking';

export interface CancelBookingCommand {
  readonly bookingId: string;
  /** From If-Match; null: whatever it is now. */
  readonly revision: number | null;
}

/**
 * Takes the meeting out of the calendar, then gives the slot back. The booking that comes back is
 * `cancelled`, or `pending` while the calendar does not answer; reconciliation goes on with it.
 * @throws FoyerError `not-found`, `gone`, `stale`, `forbidden`.
 */
export async function cancelBooking(
  deps: BookingDeps,
  { bookingId, revision }: CancelBookingCommand,
  call: Call,
): Promise<Booking> {
  const { booking } = await findVisibleBooking(deps.bookings, bookingId, call.person);
  if (!mayChange(booking, call.person)) {
    throw new FoyerError('forbidden', 'This booking is not yours to cancel.');
  }
  if (!isLive(booking.status)) throw new FoyerError('gone', 'This booking has ended already.');
  if (revision !== null && revision !== booking.revision) throw stale();
  const cancelling = await deps.bookings.settle(booking, {
    status: 'pending',
    reason: 'cancelling',
    dueAt: addMs(deps.clock.now(), deps.budgets.leaseMs),
    actor: call.person.id,
  });
  if (!cancelling) throw stale();
  const signal = AbortSignal.timeout(deps.budgets.requestMs);
  const options = { signal, requestId: call.requestId, onBehalfOf: booking.organizer.email };
  const rooms = await loadRooms(deps, cancelling);
  const run = { rooms, options, isFresh: false, actor: call.person.id };
  const first = resumeStep(cancelling.status, cancelling.statusReason);
  return (await runProtocol(deps, run, cancelling, first)).booking;
}

function stale(): FoyerError {
  return new FoyerError('stale', 'The booking has changed meanwhile; look at it again.');
}
