import type { Booking } from '@/lib/core/bookings/booking';
import type { Person } from '@/lib/core/places/person';
import type { PlacesStore } from '@/lib/db/ports';
import type { BookingAnswer } from '@/lib/http/contract/bookings';
import { presentBooking } from '@/lib/http/server/presenters/booking';

/** Bookings with the names of their rooms, as this reader may see them. */
export async function presentBookings(
  places: PlacesStore,
  bookings: readonly Booking[],
  reader: Person,
): Promise<readonly BookingAnswer[]> {
  if (bookings.length === 0) return [];
  const roomIds = [...new Set(bookings.flatMap(({ rooms }) => rooms.map(({ roomId }) => roomId)))];
  const { organisationId } = reader;
  const rooms = await places.findRooms({ organisationId, roomIds });
  const byId = new Map(rooms.map((room) => [room.id, room]));
  return bookings.map((booking) => presentBooking(booking, byId, reader));
}
