import type { EventDraft, EventRef } from '@/lib/calendar/backend';
import type { BookedDate, BookedEvent, Booking, OwnContent } from '@/lib/core/bookings/booking';
import { contentOf } from '@/lib/core/bookings/content-of';
import { leftOutDates } from '@/lib/core/bookings/left-out-dates';
import type { Room } from '@/lib/core/places/room';
import { addMs, type Instant, instant, minuteMs } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';

/** An event of a booking together with the rooms that it names and the dates that it has. */
export interface PlacedEvent {
  readonly event: BookedEvent;
  /** At least one; all of one connection. */
  readonly rooms: readonly [Room, ...Room[]];
  /** Of all its rooms, by original start. */
  readonly dates: readonly BookedDate[];
}

/** The event's name in the backend; null while it is not known to be written. */
export function eventRef(
  { event, rooms }: PlacedEvent,
  recurrenceId: Instant | null = null,
): EventRef | null {
  const { uid, handle, version } = event;
  if (handle === null) return null;
  return {
    uid,
    recurrenceId: recurrenceId === null ? null : inCalendar(event, recurrenceId),
    handle,
    version,
    rooms: rooms.map(({ id, address }) => ({ roomId: id, address })),
  };
}

/** What the calendar is to hold. */
export function toDraft(booking: Booking, placed: PlacedEvent): Omit<EventDraft, 'rooms'> {
  const { event, dates } = placed;
  const { start, end } = inCalendarTimes(event, event);
  const recurrence = toRecurrence(booking, event, dates);
  const { description, ...texts } = contentOf(
    booking,
    wholeContent(booking, event),
    event.content,
    ownWords(placed),
  );
  return {
    uid: event.uid,
    start,
    end,
    timeZone: booking.timeZone,
    ...texts,
    ...(description === null ? {} : { description }),
    organizer: { email: booking.organizer.email, name: booking.organizer.name },
    visibility: wholeContent(booking, event)?.visibility ?? booking.visibility,
    ...(recurrence ? { recurrence } : {}),
  };
}

/** What the booking is to say once its change is done, for events that are to come. */
function wholeContent({ change }: Booking, { stage }: BookedEvent) {
  return stage === 'arriving' ? (change?.content ?? null) : null;
}

/** A single date's own words are those of its event. */
function ownWords({ event, dates }: PlacedEvent): OwnContent | null {
  return event.rrule === null ? (dates[0]?.content ?? null) : null;
}

/** The rule of an event and the starts that it leaves out; null for an event of one date. */
export function toRecurrence(
  { timeZone }: Pick<Booking, 'timeZone'>,
  event: BookedEvent,
  dates: readonly Pick<BookedDate, 'recurrenceId'>[],
) {
  if (event.rrule === null) return null;
  const { rrule, start } = event;
  const exceptions = leftOutDates({ rrule, start, timeZone }, dates);
  return { rrule, exceptions: exceptions.map((at) => inCalendar(event, at)) };
}

/** When the event of a meeting is in the calendar: longer by the buffers that it keeps. */
export function inCalendarTimes(event: BookedEvent, meeting: Interval): Interval {
  return { start: inCalendar(event, meeting.start), end: addMs(meeting.end, event.bufferAfterMs) };
}

/** The start of an event in the calendar whose meeting starts at that instant. */
export function inCalendar(event: BookedEvent, at: Instant): Instant {
  return addMs(at, -event.bufferBeforeMs);
}

/** The meeting and the room's buffers around it. */
export function heldRange(room: Room, meeting: Interval): Interval {
  return {
    start: addMs(meeting.start, -room.policy.bufferBeforeMinutes * minuteMs),
    end: addMs(meeting.end, room.policy.bufferAfterMinutes * minuteMs),
  };
}

/** From the first held instant to the last. */
export function spanOf(dates: readonly Pick<BookedDate, 'held'>[]): Interval {
  return {
    start: instant(Math.min(...dates.map(({ held }) => held.start))),
    end: instant(Math.max(...dates.map(({ held }) => held.end))),
  };
}
