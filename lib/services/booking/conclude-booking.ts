import type { CallOptions } from '@/lib/calendar/calendar';
import type { BookedRoom, Booking } from '@/lib/core/bookings/booking';
import type { StatusReason } from '@/lib/core/bookings/status-reason';
import { addMs } from '@/lib/core/time/instant';
import type { BookingDeps } from '@/lib/services/booking/booking-deps';
import { lookAgainAt } from '@/lib/services/booking/look-again';
import type { RoomOfBooking } from '@/lib/services/booking/room-event';
import { type Verification, verifyEvent } from '@/lib/services/booking/verify-event';
import { withdrawEvents } from '@/lib/services/booking/withdraw-events';
import { yieldBooking } from '@/lib/services/booking/yield-booking';

/** How a written booking ended, with the row as it now stands. */
export interface Conclusion {
  readonly ended: 'confirmed' | 'waiting' | 'lost' | 'unsettled';
  readonly booking: Booking;
}

const actor = 'foyer';
/** A room that has not answered is asked again after this long. */
const askAgainMs = 5_000;
const retrySoonMs = 2_000;

/**
 * Protocol steps 5 and 6 for a booking whose events are written: confirmed, waiting for a room, or
 * lost and withdrawn. All rooms or none. Both the request and reconciliation end here.
 */
export async function concludeBooking(
  deps: BookingDeps,
  booking: Booking,
  rooms: readonly RoomOfBooking[],
  options: CallOptions,
): Promise<Conclusion> {
  const verifications = await Promise.all(
    rooms.map((place) => verifyEvent(deps, booking, place, options)),
  );
  const booked = rooms.map((place, index) => answered(place.booked, verifications[index]));
  const lost = verifications.find((one) => one === 'taken' || one === 'declined');
  if (lost) return loseBooking(deps, booking, rooms, options, lossReason(lost));
  if (verifications.includes('unknown'))
    return leaveOpen(deps, { ...booking, rooms: booked }, rooms, options);
  const waiting = verifications.includes('pending');
  const settled = await deps.bookings.settle(booking, {
    status: waiting ? 'awaiting-room' : 'confirmed',
    reason: null,
    dueAt: waiting ? addMs(deps.clock.now(), askAgainMs) : null,
    attempts: 0,
    rooms: booked,
    actor,
  });
  if (!settled) return overtaken(deps, booking, rooms, options);
  return { ended: waiting ? 'waiting' : 'confirmed', booking: settled };
}

/** Withdraws whatever was written, then gives the slot back; until then the slot stays held. */
export async function loseBooking(
  deps: BookingDeps,
  booking: Booking,
  rooms: readonly RoomOfBooking[],
  options: CallOptions,
  reason: StatusReason,
): Promise<Conclusion> {
  const gone = await withdrawEvents(deps, booking, rooms, options);
  const now = deps.clock.now();
  const settled = await deps.bookings.settle(
    booking,
    gone
      ? { status: endStatus(reason), reason, dueAt: lookAgainAt(deps, rooms), actor }
      : { status: 'pending', reason: 'withdrawing', dueAt: addMs(now, retrySoonMs), actor },
  );
  if (!settled) return overtaken(deps, booking, rooms, options);
  return { ended: 'lost', booking: settled };
}

async function leaveOpen(
  deps: BookingDeps,
  booking: Booking,
  rooms: readonly RoomOfBooking[],
  options: CallOptions,
): Promise<Conclusion> {
  const settled = await deps.bookings.settle(booking, {
    status: booking.status === 'awaiting-room' ? 'awaiting-room' : 'pending',
    reason: booking.status === 'awaiting-room' ? booking.statusReason : 'outcome-unknown',
    dueAt: addMs(deps.clock.now(), retrySoonMs),
    rooms: booking.rooms,
    actor,
  });
  if (!settled) return overtaken(deps, booking, rooms, options);
  return { ended: 'unsettled', booking: settled };
}

async function overtaken(
  deps: BookingDeps,
  booking: Booking,
  rooms: readonly RoomOfBooking[],
  options: CallOptions,
): Promise<Conclusion> {
  return { ended: 'unsettled', booking: await yieldBooking(deps, booking, rooms, options) };
}

function lossReason(verification: Verification): StatusReason {
  return verification === 'declined' ? 'room-declined' : 'taken-outside';
}

function endStatus(reason: StatusReason): 'declined' | 'failed' {
  return reason === 'room-declined' ? 'declined' : 'failed';
}

function answered(booked: BookedRoom, verification: Verification | undefined): BookedRoom {
  return verification === 'accepted' ? { ...booked, answer: 'accepted' } : booked;
}
