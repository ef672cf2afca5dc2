import type { Booking } from '@/lib/core/bookings/booking';
import { restingState, type Step } from '@/lib/core/bookings/protocol';
import type { BookingStatus } from '@/lib/core/bookings/status';
import type { StatusReason } from '@/lib/core/bookings/status-reason';
import { addMs, type Instant } from '@/lib/core/time/instant';
import type { Settlement } from '@/lib/db/ports';
import { askAgainAt } from '@/lib/services/booking/ask-again-at';
import type { BookingDeps } from '@/lib/services/booking/booking-deps';
import { lookAgainAt } from '@/lib/services/booking/late-writes';

const longestPauseMs = 10_000;

/** What stands in the database once a step is settled. */
export function toSettlement(
  deps: BookingDeps,
  booking: Booking,
  step: Step,
  { actor, lostBecause }: { readonly actor: string; readonly lostBecause: StatusReason },
): Settlement {
  const { events } = booking;
  const { status, statusReason } = booking;
  // What a change took back may still arrive.
  const isLateDue = booking.events.some(({ stage }) => stage === 'withdrawn');
  const dueAt = step.phase === 'sweeping' || isLateDue ? lookAgainAt(deps, booking) : null;
  switch (step.action) {
    case 'confirm':
      return { status: 'confirmed', reason: null, dueAt, events, actor };
    case 'await-room':
      return {
        status: 'awaiting-room',
        reason: null,
        dueAt: askAgainAt(deps, booking),
        events,
        actor,
      };
    case 'fail':
      return { status: endStatus(lostBecause), reason: lostBecause, dueAt, actor };
    case 'cancel':
      return { status: 'cancelled', reason: cancelReason(booking, actor), dueAt, actor };
    case 'look-again':
    case 'forget':
      return { status, reason: statusReason, dueAt, actor };
    case 'leave': {
      const left = restingState(step.phase, booking);
      return { ...left, dueAt: takeUpAt(deps, booking, step), events, actor };
    }
    default:
      throw new Error(`${step.action} settles nothing`);
  }
}

/**
 * Each time twice as late, up to a bound: a try that comes too early, while a calendar that is back
 * is still spared, and the next one after it are within half a minute.
 */
function takeUpAt(deps: BookingDeps, booking: Booking, { phase }: Step): Instant | null {
  if (phase === 'awaiting') return askAgainAt(deps, booking);
  return addMs(deps.clock.now(), Math.min(1_000 * 2 ** booking.attempts, longestPauseMs));
}

function endStatus(reason: StatusReason): BookingStatus {
  if (reason === 'room-declined' || reason === 'room-unanswered') return 'declined';
  return reason === 'cancelled-in-calendar' ? 'cancelled' : 'failed';
}

function cancelReason(booking: Booking, actor: string): StatusReason {
  const parties = [booking.organizer.id, booking.bookedById, 'foyer'];
  return parties.includes(actor) ? 'cancelled-by-organizer' : 'cancelled-by-manager';
}
