import type { CallOptions } from '@/lib/calendar/calendar';
import type { Booking } from '@/lib/core/bookings/booking';
import { type ChangePlace, changePlaces } from '@/lib/core/bookings/change-protocol';
import { resumeStep } from '@/lib/core/bookings/protocol';
import { addMs } from '@/lib/core/time/instant';
import type { BookingDeps } from '@/lib/services/booking/booking-deps';
import { loadRooms } from '@/lib/services/booking/place-events';
import { runChange } from '@/lib/services/booking/run-change';
import { runProtocol } from '@/lib/services/booking/run-protocol';
import { sweepWithdrawn } from '@/lib/services/booking/sweep-withdrawn';

const batch = 20;

/**
 * Takes up the bookings whose time is due and moves each on: looks the event up, finishes the
 * protocol or undoes it. Any number of replicas may run it, and it may be killed at any point: what
 * it took falls due again. Returns how many it took.
 */
export async function reconcileBookings(deps: BookingDeps, requestId: string): Promise<number> {
  const now = deps.clock.now();
  const taken = await deps.bookings.takeDue(now, addMs(now, deps.budgets.leaseMs), batch);
  await Promise.all(taken.map((booking) => reconcileSafely(deps, booking, requestId)));
  return taken.length;
}

/** One booking that cannot be moved on must not keep the others from it. */
async function reconcileSafely(
  deps: BookingDeps,
  booking: Booking,
  requestId: string,
): Promise<void> {
  const options: CallOptions = {
    signal: AbortSignal.timeout(deps.budgets.requestMs),
    requestId,
    onBehalfOf: booking.organizer.email,
  };
  try {
    await reconcile(deps, booking, options);
  } catch (error) {
    deps.log.warn({ bookingId: booking.id, err: error }, 'a booking stays open for the next round');
  }
}

async function reconcile(deps: BookingDeps, booking: Booking, options: CallOptions): Promise<void> {
  const rooms = await loadRooms(deps, booking);
  if (booking.change) {
    const move = changePlaces[toPlace(booking.statusReason)];
    await runChange(deps, { rooms, options, actor: 'foyer' }, booking, move);
    return;
  }
  if (booking.status === 'confirmed') {
    await sweepWithdrawn(deps, { rooms, options }, booking);
    return;
  }
  const run = { rooms, options, isFresh: false, actor: 'foyer' };
  await runProtocol(deps, run, booking, resumeStep(booking.status, booking.statusReason));
}

function toPlace(reason: Booking['statusReason']): ChangePlace {
  const isPlace = (place: string): place is ChangePlace => place in changePlaces;
  return reason !== null && isPlace(reason) ? reason : 'changing';
}
