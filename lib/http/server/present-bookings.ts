import type { Person } from '@/lib/core/places/person';
import type { PlacesStore } from '@/lib/db/ports';
import type { BookingAnswer } from '@/lib/http/contract/bookings';
import { type BookingView, presentBooking } from '@/lib/http/server/presenters/booking';

/** Bookings with the names of their rooms, as this reader may see them. */
export async function presentBookings(
  places: PlacesStore,
  views: readonly BookingView[],
  reader: Person,
): Promise<readonly BookingAnswer[]> {
  if (views.length === 0) return [];
  const roomIds = [...new Set(views.flatMap((view) => view.roomIds))];
  const { organisationId } = reader;
  const rooms = await places.findRooms({ organisationId, roomIds });
  const byId = new Map(rooms.map((room) => [room.id, room]));
  return views.map((view) => presentBooking(view, byId, reader));
}
