import { groupBy } from '@/lib/core/group-by';
import type { Person } from '@/lib/core/places/person';
import type { BookingConflict, ConflictStore } from '@/lib/db/calendar-ports';
import type { PlacesStore } from '@/lib/db/ports';
import type { BookingAnswer } from '@/lib/http/contract/bookings';
import { type BookingView, presentBooking } from '@/lib/http/server/presenters/booking';

/** What bookings are shown with. */
export interface PresentDeps {
  readonly places: Pick<PlacesStore, 'findRooms'>;
  readonly conflicts: ConflictStore;
}

/** Bookings with the names of their rooms and what has come in their way, as this reader may see them. */
export async function presentBookings(
  { places, conflicts }: PresentDeps,
  views: readonly BookingView[],
  reader: Person,
): Promise<readonly BookingAnswer[]> {
  if (views.length === 0) return [];
  const roomIds = [...new Set(views.flatMap((view) => view.roomIds))];
  const { organisationId } = reader;
  const [rooms, found] = await Promise.all([
    places.findRooms({ organisationId, roomIds }),
    conflicts.conflictsOf([...new Set(views.map(({ booking }) => booking.id))]),
  ]);
  const byId = new Map(rooms.map((room) => [room.id, room]));
  const byBooking = groupBy(found, ({ bookingId }) => bookingId);
  return views.map((view) => {
    const own = conflictsIn(view, byBooking.get(view.booking.id) ?? []);
    return presentBooking({ ...view, conflicts: own }, byId, reader);
  });
}

function conflictsIn({ date }: BookingView, found: readonly BookingConflict[]) {
  return found
    .filter(({ recurrenceId }) => date === null || recurrenceId === date.recurrenceId)
    .map(({ roomId, outside }) => ({ roomId, ...outside }));
}
