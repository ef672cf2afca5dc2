import type { CallOptions } from '@/lib/calendar/calendar';
import type { BookedEvent, Booking } from '@/lib/core/bookings/booking';
import type { LookUpObservation, Observations } from '@/lib/core/bookings/protocol';
import { asBackendError } from '@/lib/services/booking/as-backend-error';
import type { BookingDeps } from '@/lib/services/booking/booking-deps';
import { hasAll, nameEvent } from '@/lib/services/booking/event-names';
import type { PlacedEvent } from '@/lib/services/booking/room-event';

export interface LookedUp<O> {
  readonly observed: O;
  readonly events: readonly BookedEvent[];
}

/** After a lost answer: is the event there that was being written? */
export async function lookUpLastWrite(
  deps: BookingDeps,
  booking: Booking,
  placed: readonly PlacedEvent[],
  options: CallOptions,
): Promise<LookedUp<Observations['unanswered']>> {
  const last = placed.find(({ event }) => event.handle === null);
  const { observed, events } = await lookUp(deps, booking, last ? [last] : [], options);
  return { observed: observed === 'found' && !hasAll(events) ? 'found-in-part' : observed, events };
}

/** Recovery: which of the booking's events are there? */
export async function lookUpAll(
  deps: BookingDeps,
  booking: Booking,
  placed: readonly PlacedEvent[],
  options: CallOptions,
): Promise<LookedUp<Observations['doubtful']>> {
  const { observed, events } = await lookUp(deps, booking, placed, options);
  if (observed !== 'absent') return { observed, events };
  const missing = events.filter(({ handle }) => handle === null).map(({ id }) => id);
  const capabilities = await Promise.all(
    placed
      .filter(({ event }) => missing.includes(event.id))
      .map(({ rooms: [room] }) => deps.calendar.capabilities(room.connection)),
  );
  const mayRepeat = capabilities.every(({ idempotentCreate }) => idempotentCreate);
  return { observed: mayRepeat ? 'absent' : 'absent-for-now', events };
}

/** `absent` where one of them is; `failed` where one calendar did not answer. */
async function lookUp(
  deps: BookingDeps,
  booking: Booking,
  placed: readonly PlacedEvent[],
  options: CallOptions,
): Promise<LookedUp<LookUpObservation>> {
  try {
    const names = await Promise.all(
      placed.map(async ({ event: { id, uid }, rooms: [room] }) => {
        const event = await deps.calendar.findByUid(room, uid, options);
        return { id, ...(event?.ref ?? { handle: null, version: null }) };
      }),
    );
    const events = names.reduce(nameEvent, booking.events);
    return { observed: names.every(({ handle }) => handle !== null) ? 'found' : 'absent', events };
  } catch (thrown) {
    const { code } = asBackendError(thrown);
    deps.log.warn({ bookingId: booking.id, code }, 'a booking in doubt could not be looked up');
    return { observed: 'failed', events: booking.events };
  }
}
