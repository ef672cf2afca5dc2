import type { BookedEvent, Booking } from '@/lib/core/bookings/booking';
import { groupBy } from '@/lib/core/group-by';
import type { Room } from '@/lib/core/places/room';
import type { BookingDeps } from '@/lib/services/booking/booking-deps';
import type { PlacedEvent } from '@/lib/services/booking/room-event';

/** Joins events of a booking with their rooms and dates. */
export function placeEvents(
  booking: Pick<Booking, 'id' | 'dates'>,
  events: readonly BookedEvent[],
  rooms: readonly Room[],
): readonly PlacedEvent[] {
  const roomById = new Map(rooms.map((room) => [room.id, room]));
  const datesByEvent = groupBy(booking.dates, ({ eventId }) => eventId);
  return events.map((event) => {
    const [first, ...others] = event.roomIds.map((roomId) => {
      const room = roomById.get(roomId);
      if (!room) throw new Error(`room ${roomId} of booking ${booking.id} is not there`);
      return room;
    });
    if (!first) throw new Error(`event ${event.id} of booking ${booking.id} has no room`);
    return { event, rooms: [first, ...others], dates: datesByEvent.get(event.id) ?? [] };
  });
}

/** Every room that an event of the booking names. */
export function loadRooms(
  { places }: Pick<BookingDeps, 'places'>,
  { organisationId, events }: Booking,
): Promise<readonly Room[]> {
  const roomIds = [...new Set(events.flatMap((event) => event.roomIds))];
  return places.findRooms({ organisationId, roomIds });
}
