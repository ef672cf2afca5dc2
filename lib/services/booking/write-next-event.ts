import type { CallOptions } from '@/lib/calendar/calendar';
import type { BackendError } from '@/lib/calendar/errors';
import type { BookedEvent, Booking } from '@/lib/core/bookings/booking';
import type { WriteObservation } from '@/lib/core/bookings/protocol';
import { asBackendError } from '@/lib/services/booking/as-backend-error';
import type { BookingDeps } from '@/lib/services/booking/booking-deps';
import { hasAll, nameEvent } from '@/lib/services/booking/event-names';
import { type PlacedEvent, toDraft } from '@/lib/services/booking/room-event';

export interface Written {
  readonly observed: WriteObservation;
  readonly events: readonly BookedEvent[];
  /** Why the write was refused. */
  readonly refusal?: BackendError;
}

/** Protocol step 4: writes the first of the events that is not known to be in its calendar. */
export async function writeNextEvent(
  deps: BookingDeps,
  booking: Booking,
  placed: readonly PlacedEvent[],
  options: CallOptions,
): Promise<Written> {
  const { events } = booking;
  const next = placed.find(({ event }) => event.handle === null);
  if (!next) return { observed: 'done', events };
  try {
    const ref = await deps.calendar.create(next.rooms, toDraft(booking, next), options);
    const { handle, version } = ref;
    const named = nameEvent(events, { id: next.event.id, handle, version });
    return { observed: hasAll(named) ? 'done' : 'done-in-part', events: named };
  } catch (thrown) {
    const error = asBackendError(thrown);
    if (error.outcome !== 'not-applied') return { observed: 'unknown', events };
    return { observed: error.retryable ? 'refused-for-now' : 'refused', events, refusal: error };
  }
}
