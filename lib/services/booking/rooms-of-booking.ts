import type { Booking } from '@/lib/core/bookings/booking';
import type { Room } from '@/lib/core/places/room';
import type { BookingDeps } from '@/lib/services/booking/booking-deps';
import type { RoomOfBooking } from '@/lib/services/booking/room-event';

/** Joins a booking's rooms with what is known of the places. */
export function pairRooms(booking: Booking, rooms: readonly Room[]): readonly RoomOfBooking[] {
  const byId = new Map(rooms.map((room) => [room.id, room]));
  return booking.rooms.map((booked) => {
    const room = byId.get(booked.roomId);
    if (!room) throw new Error(`room ${booked.roomId} of booking ${booking.id} is not there`);
    return { room, booked };
  });
}

export async function loadRooms(
  deps: Pick<BookingDeps, 'places'>,
  booking: Booking,
): Promise<readonly RoomOfBooking[]> {
  const rooms = await deps.places.findRooms({
    organisationId: booking.organisationId,
    roomIds: booking.rooms.map(({ roomId }) => roomId),
  });
  return pairRooms(booking, rooms);
}
