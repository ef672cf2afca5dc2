import type { Booking } from '@/lib/core/bookings/booking';
import { isParty, mayChange } from '@/lib/core/bookings/parties';
import { isLive } from '@/lib/core/bookings/status';
import type { Person } from '@/lib/core/places/person';
import type { Room } from '@/lib/core/places/room';
import { formatInstant } from '@/lib/core/time/instant';
import type { BookingAnswer } from '@/lib/http/contract/bookings';

export function etagOf({ revision }: { readonly revision: number }): string {
  return `"${revision}"`;
}

/** The revision named by an If-Match header; null without one or for `*`; -1 for a foreign tag. */
export function revisionOf(headers: Headers): number | null {
  const tag = headers.get('if-match')?.trim() ?? '*';
  if (tag === '*') return null;
  const parts = /^(?:W\/)?"(\d{1,9})"$/.exec(tag);
  return parts ? Number(parts[1]) : -1;
}

/** A private meeting keeps its words and its people from everybody but those whose it is. */
export function presentBooking(
  booking: Booking,
  rooms: ReadonlyMap<string, Room>,
  reader: Person,
): BookingAnswer {
  const open = booking.visibility === 'default' || isParty(booking, reader);
  return {
    id: booking.id,
    seriesId: null,
    recurrenceId: null,
    rooms: booking.rooms.flatMap(({ roomId }) => {
      const room = rooms.get(roomId);
      return room ? [presentBookedRoom(room)] : [];
    }),
    title: open ? booking.title : 'Private',
    description: open ? booking.description : null,
    start: formatInstant(booking.start),
    end: formatInstant(booking.end),
    timeZone: booking.timeZone,
    organizer: { email: booking.organizer.email, name: booking.organizer.name },
    attendees: open ? booking.attendees.map((attendee) => ({ ...attendee })) : [],
    status: booking.status,
    statusReason: booking.statusReason,
    visibility: booking.visibility,
    mayCancel: isLive(booking.status) && mayChange(booking, reader),
    createdAt: formatInstant(booking.createdAt),
    etag: etagOf(booking),
    links: { self: `/api/v1/bookings/${booking.id}` },
  };
}

function presentBookedRoom({ id, name, building, floor, timeZone }: Room) {
  return { id, name, building: building.name, floor: floor.name, timeZone };
}
