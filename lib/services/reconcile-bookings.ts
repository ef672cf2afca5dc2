import type { CallOptions } from '@/lib/calendar/calendar';
import type { Booking } from '@/lib/core/bookings/booking';
import type { Room } from '@/lib/core/places/room';
import { addMs, minuteMs } from '@/lib/core/time/instant';
import { asBackendError } from '@/lib/services/booking/as-backend-error';
import type { BookingDeps } from '@/lib/services/booking/booking-deps';
import { checkLive } from '@/lib/services/booking/check-live';
import { concludeBooking, loseBooking } from '@/lib/services/booking/conclude-booking';
import { finishCancelling } from '@/lib/services/booking/finish-cancelling';
import { lookAgainAt } from '@/lib/services/booking/look-again';
import { eventUid, type RoomOfBooking } from '@/lib/services/booking/room-event';
import { loadRooms, pairRooms } from '@/lib/services/booking/rooms-of-booking';
import { withdrawEvents } from '@/lib/services/booking/withdraw-events';
import { writeEvents } from '@/lib/services/booking/write-events';

const batch = 20;
/** A booking whose write could not be completed for this long is given up and withdrawn. */
const giveUpAfterMs = 10 * minuteMs;

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
  if (booking.statusReason === 'cancelling') {
    await finishCancelling(deps, booking, rooms, options, 'foyer');
  } else if (booking.statusReason === 'withdrawing') {
    await loseBooking(deps, booking, rooms, options, 'taken-outside');
  } else if (booking.status === 'pending') {
    await finishWriting(deps, booking, rooms, options);
  } else if (booking.status === 'awaiting-room') {
    await concludeBooking(deps, booking, rooms, options);
  } else {
    await sweepEnded(deps, booking, rooms, options);
  }
}

/** Looks for each room's event; those found are kept, the others written if their slot is free. */
async function finishWriting(
  deps: BookingDeps,
  booking: Booking,
  rooms: readonly RoomOfBooking[],
  options: CallOptions,
): Promise<void> {
  const late = deps.clock.now() > booking.createdAt + giveUpAfterMs;
  if (late || booking.end <= deps.clock.now()) return giveUp(deps, booking, rooms, options);
  const places = rooms.map(({ room }) => room);
  const found = await findWritten(deps, booking, rooms, options);
  if (!found) return postpone(deps, booking);
  const missing = pairRooms(found, places).filter(({ booked }) => booked.handle === null);
  if (missing.length > 0) return writeAgain(deps, found, missing, places, options);
  await concludeBooking(deps, found, pairRooms(found, places), options);
}

/** The booking with the names of the events that stand; null when a calendar did not answer. */
async function findWritten(
  deps: BookingDeps,
  booking: Booking,
  rooms: readonly RoomOfBooking[],
  options: CallOptions,
): Promise<Booking | null> {
  try {
    const booked = await Promise.all(
      rooms.map(async ({ room, booked: before }) => {
        const event = await deps.calendar.findByUid(room, eventUid(booking, room.id), options);
        const { handle, version } = event?.ref ?? { handle: null, version: null };
        return { ...before, handle, version };
      }),
    );
    return { ...booking, rooms: booked };
  } catch (thrown) {
    const { code } = asBackendError(thrown);
    deps.log.warn({ bookingId: booking.id, code }, 'a pending booking could not be looked up');
    return null;
  }
}

/** A write that never arrived is made up for, unless the slot was taken meanwhile. */
async function writeAgain(
  deps: BookingDeps,
  booking: Booking,
  missing: readonly RoomOfBooking[],
  places: readonly Room[],
  options: CallOptions,
): Promise<void> {
  const live = await checkLive(deps, booking, missing, options);
  if (live.state === 'unknown') return postpone(deps, booking);
  if (live.state === 'busy') {
    await loseBooking(deps, booking, pairRooms(booking, places), options, 'taken-outside');
    return;
  }
  const written = await writeEvents(deps, booking, missing, options);
  const byRoom = new Map(written.rooms.map((booked) => [booked.roomId, booked]));
  const rooms = booking.rooms.map((booked) => byRoom.get(booked.roomId) ?? booked);
  const current = { ...booking, rooms };
  if (written.outcome === 'written') {
    await concludeBooking(deps, current, pairRooms(current, places), options);
  } else if (written.outcome === 'unknown' || written.error.retryable) {
    await postpone(deps, current);
  } else {
    await loseBooking(deps, current, pairRooms(current, places), options, 'backend-refused');
  }
}

/** Given up: withdrawn, and looked for once more where a write may still be on its way. */
async function giveUp(
  deps: BookingDeps,
  booking: Booking,
  rooms: readonly RoomOfBooking[],
  options: CallOptions,
): Promise<void> {
  const gone = await withdrawEvents(deps, booking, rooms, options);
  if (!gone) return postpone(deps, booking);
  await deps.bookings.settle(booking, {
    status: 'failed',
    reason: 'backend-unavailable',
    dueAt: lookAgainAt(deps, rooms),
    actor: 'foyer',
  });
}

/** An ended booking that is still due: nothing of it may be left in a calendar. */
async function sweepEnded(
  deps: BookingDeps,
  booking: Booking,
  rooms: readonly RoomOfBooking[],
  options: CallOptions,
): Promise<void> {
  if (!(await withdrawEvents(deps, booking, rooms, options))) return postpone(deps, booking);
  await deps.bookings.settle(booking, {
    status: booking.status,
    reason: booking.statusReason,
    dueAt: null,
    actor: 'foyer',
  });
}

/** Again later, each time twice as late, up to a minute. */
async function postpone(deps: BookingDeps, booking: Booking): Promise<void> {
  const delayMs = Math.min(1_000 * 2 ** booking.attempts, minuteMs);
  await deps.bookings.settle(booking, {
    status: booking.status,
    reason: booking.statusReason,
    dueAt: addMs(deps.clock.now(), delayMs),
    rooms: booking.rooms,
    actor: 'foyer',
  });
}
