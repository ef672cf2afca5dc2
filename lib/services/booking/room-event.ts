import type { EventDraft, EventRef } from '@/lib/calendar/backend';
import type { BookedRoom, Booking } from '@/lib/core/bookings/booking';
import type { Room } from '@/lib/core/places/room';
import { addMs, minuteMs } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';

/** A booked room together with the place that it is. */
export interface RoomOfBooking {
  readonly room: Room;
  readonly booked: BookedRoom;
}

/**
 * The uid of the event in one room's calendar. Some servers refuse a uid twice among all their
 * calendars, so that the events of several rooms differ.
 */
export function eventUid(booking: Booking, roomId: string): string {
  return booking.rooms.length === 1 ? booking.uid : `${booking.uid}-${roomId}`;
}

/** True for an event that this booking wrote. */
export function isOwnEvent(booking: Booking, uid: string): boolean {
  return uid === booking.uid || uid.startsWith(`${booking.uid}-`);
}

/** The event's name in the backend; null while it is not known to be written. */
export function eventRef(booking: Booking, { room, booked }: RoomOfBooking): EventRef | null {
  if (booked.handle === null) return null;
  return {
    uid: eventUid(booking, room.id),
    recurrenceId: null,
    handle: booked.handle,
    version: booked.version,
    rooms: [{ roomId: room.id, address: room.address }],
  };
}

export function toDraft(booking: Booking, room: Room): Omit<EventDraft, 'rooms'> {
  return {
    uid: eventUid(booking, room.id),
    start: booking.start,
    end: booking.end,
    timeZone: booking.timeZone,
    title: booking.title,
    ...(booking.description === null ? {} : { description: booking.description }),
    organizer: { email: booking.organizer.email, name: booking.organizer.name },
    attendees: booking.attendees,
    visibility: booking.visibility,
  };
}

/** The meeting and the room's buffers around it. */
export function heldRange(room: Room, meeting: Interval): Interval {
  return {
    start: addMs(meeting.start, -room.policy.bufferBeforeMinutes * minuteMs),
    end: addMs(meeting.end, room.policy.bufferAfterMinutes * minuteMs),
  };
}
