import type { Booking } from '@/lib/core/bookings/booking';
import { type ChangeScope, isInScope } from '@/lib/core/bookings/change-wish';
import { mayChange } from '@/lib/core/bookings/parties';
import { resumeStep } from '@/lib/core/bookings/protocol';
import { isLive } from '@/lib/core/bookings/status';
import { FoyerError } from '@/lib/core/errors';
import { addMs, type Instant } from '@/lib/core/time/instant';
import type { BookingDeps } from '@/lib/services/booking/booking-deps';
import { loadRooms } from '@/lib/services/booking/place-events';
import { runProtocol } from '@/lib/services/booking/run-protocol';
import type { Call } from '@/lib/services/call';
import { changeBooking } from '@/lib/services/change-booking';
import { findVisibleBooking } from '@/lib/services/visible-booking';

export interface CancelBookingCommand {
  /** Of a booking, or of one date of it. */
  readonly bookingId: string;
  /** From If-Match; null: whatever it is now. */
  readonly revision: number | null;
  /** Absent: the date for the id of a date, the whole for the id of a booking. */
  readonly scope?: ChangeScope | undefined;
}

/** What was asked to be cancelled, and whether no calendar holds it any more. */
export interface Cancelled {
  readonly booking: Booking;
  readonly isGone: boolean;
}

/**
 * Takes a meeting, or dates of it, out of the calendar, then gives the slots back. While the calendar
 * does not answer, the booking stays open and reconciliation goes on with it.
 * @throws FoyerError `not-found`, `gone`, `stale`, `forbidden`.
 */
export async function cancelBooking(
  deps: BookingDeps,
  command: CancelBookingCommand,
  call: Call,
): Promise<Cancelled> {
  const { booking, recurrenceId } = await findVisibleBooking(
    deps.bookings,
    command.bookingId,
    call.person,
  );
  if (!mayChange(booking, call.person)) {
    throw new FoyerError('forbidden', 'This booking is not yours to cancel.');
  }
  if (!isLive(booking.status)) throw new FoyerError('gone', 'This booking has ended already.');
  if (isWhole(booking, recurrenceId, command)) return cancelWhole(deps, booking, command, call);
  const changed = await changeBooking(deps, { ...command, isCancelled: true }, call);
  return { booking: changed, isGone: changed.change === null };
}

function isWhole(
  { dates, rrule }: Booking,
  recurrenceId: Instant | null,
  { scope = recurrenceId === null ? 'all' : 'one' }: CancelBookingCommand,
): boolean {
  if (rrule === null || scope === 'all') return true;
  const from = recurrenceId ?? Math.min(...dates.map((date) => date.recurrenceId));
  const first = dates.find((date) => date.recurrenceId === from);
  if (!first) return true;
  return dates.every((date) => isInScope(date, { scope, recurrenceId: first.recurrenceId }));
}

async function cancelWhole(
  deps: BookingDeps,
  booking: Booking,
  { revision }: CancelBookingCommand,
  call: Call,
): Promise<Cancelled> {
  if (booking.change || (revision !== null && revision !== booking.revision)) throw stale();
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
  const ended = (await runProtocol(deps, run, cancelling, first)).booking;
  return { booking: ended, isGone: ended.status === 'cancelled' };
}

function stale(): FoyerError {
  return new FoyerError('stale', 'The booking has changed meanwhile; look at it again.');
}
