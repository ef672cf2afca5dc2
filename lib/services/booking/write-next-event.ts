import type { CallOptions } from '@/lib/calendar/calendar';
import type { BackendError } from '@/lib/calendar/errors';
import type { BookedRoom, Booking } from '@/lib/core/bookings/booking';
import type { WriteObservation } from '@/lib/core/bookings/protocol';
import { asBackendError } from '@/lib/services/booking/as-backend-error';
import type { BookingDeps } from '@/lib/services/booking/booking-deps';
import { type RoomOfBooking, toDraft } from '@/lib/services/booking/room-event';

export interface Written {
  readonly observed: WriteObservation;
  readonly rooms: readonly BookedRoom[];
  /** Why the write was refused. */
  readonly refusal?: BackendError;
}

/** Protocol step 4: writes the meeting into the first room's calendar that is not known to have it. */
export async function writeNextEvent(
  deps: BookingDeps,
  booking: Booking,
  places: readonly RoomOfBooking[],
  options: CallOptions,
): Promise<Written> {
  const { rooms } = booking;
  const place = places.find(({ booked }) => booked.handle === null);
  if (!place) return { observed: 'done', rooms };
  const { room } = place;
  try {
    const ref = await deps.calendar.create([room], toDraft(booking, room), options);
    const named = nameRoom(rooms, room.id, ref);
    return { observed: hasAll(named) ? 'done' : 'done-in-part', rooms: named };
  } catch (thrown) {
    const error = asBackendError(thrown);
    if (error.outcome !== 'not-applied') return { observed: 'unknown', rooms };
    return { observed: error.retryable ? 'refused-for-now' : 'refused', rooms, refusal: error };
  }
}

type EventName = Pick<BookedRoom, 'handle' | 'version'>;

/** The rooms, with the name of one room's event. */
export function nameRoom(
  rooms: readonly BookedRoom[],
  roomId: string,
  { handle, version }: EventName,
): readonly BookedRoom[] {
  return rooms.map((room) => (room.roomId === roomId ? { ...room, handle, version } : room));
}

export const hasAll = (rooms: readonly BookedRoom[]): boolean =>
  rooms.every(({ handle }) => handle !== null);
