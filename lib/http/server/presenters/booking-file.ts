import type { CalendarFile, FileDate, FileEvent, FileWords } from '@/lib/calendar/calendar-file';
import type { BookedEvent, Booking, OwnContent } from '@/lib/core/bookings/booking';
import { contentOf } from '@/lib/core/bookings/content-of';
import { formatDateId } from '@/lib/core/bookings/date-id';
import { leftOutDates } from '@/lib/core/bookings/left-out-dates';
import { isParty } from '@/lib/core/bookings/parties';
import { type BookingStatus, isLive } from '@/lib/core/bookings/status';
import { groupBy } from '@/lib/core/group-by';
import type { Person } from '@/lib/core/places/person';
import type { Room } from '@/lib/core/places/room';
import type { Instant } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';

export interface BookingFileQuestion {
  readonly booking: Booking;
  /** Of the date that is meant; null: the whole. */
  readonly recurrenceId: Instant | null;
  readonly rooms: ReadonlyMap<string, Room>;
  readonly reader: Person;
  /** The origin that the reader opens. */
  readonly origin: string;
}

/** One date of a booking with all its rooms, and the event that its times are read off. */
interface Meeting extends Interval {
  readonly recurrenceId: Instant;
  readonly status: BookingStatus;
  readonly event: BookedEvent;
  readonly roomIds: readonly string[];
  readonly content: OwnContent | null;
}

/**
 * A booking as its people take it into a calendar of their own: dates that are gone are left out of
 * the series, dates that were moved stand where they are now. What is gone as a whole is cancelled.
 */
export function presentBookingFile(question: BookingFileQuestion): CalendarFile {
  const { booking, recurrenceId } = question;
  const all = meetingsOf(booking);
  if (booking.rrule !== null && recurrenceId !== null) {
    const meant = all.filter((meeting) => meeting.recurrenceId === recurrenceId);
    return { name: null, events: meant.map((meeting) => toDateEvent(question, meeting)) };
  }
  const live = all.filter(({ status }) => isLive(status));
  const byEvent = groupBy(live.length > 0 ? live : all, ({ event }) => event.id);
  return {
    name: null,
    events: [...byEvent.values()].flatMap((own) => toEvents(question, own)),
  };
}

/** What a change is to bring is not shown before it is done. */
function meetingsOf({ events, dates }: Booking): readonly Meeting[] {
  const shown = events.filter(({ stage }) => stage !== 'arriving');
  const inOrder = shown.toSorted((a, b) => (a.uid < b.uid ? -1 : 1));
  const rank = new Map(inOrder.map((event, index) => [event.id, index]));
  const known = dates.filter(({ eventId }) => rank.has(eventId));
  const rankOf = ({ eventId }: { readonly eventId: string }) => rank.get(eventId) ?? 0;
  const byDate = groupBy(known, ({ recurrenceId, start }) => `${recurrenceId} ${start}`);
  return [...byDate.values()].flatMap((same) => {
    const live = same.filter(({ status }) => isLive(status));
    const held = (live.length > 0 ? live : same).toSorted((a, b) => rankOf(a) - rankOf(b));
    const [first] = held;
    const event = first && inOrder[rankOf(first)];
    if (!first || !event) return [];
    const { recurrenceId, start, end, status, content } = first;
    const roomIds = held.map(({ roomId }) => roomId);
    return [{ recurrenceId, start, end, status, event, roomIds, content }];
  });
}

function toEvents(
  question: BookingFileQuestion,
  meetings: readonly Meeting[],
): readonly FileEvent[] {
  const [first] = meetings;
  if (!first) return [];
  const { event } = first;
  if (event.rrule !== null && meetings.length > 1) {
    return [toSeries(question, meetings, event.rrule)];
  }
  return meetings.map((meeting) => ({
    ...identity(question, event.uid),
    ...wordsOf(question, meeting),
    start: meeting.start,
    end: meeting.end,
  }));
}

/** A single date goes without its series: calendars cannot place it beside a rule that they lack. */
function toDateEvent(question: BookingFileQuestion, meeting: Meeting): FileEvent {
  const { booking } = question;
  const [, date] = formatDateId(booking.id, meeting.recurrenceId).split('.');
  return {
    ...identity(question, `${booking.uid}-${date}`),
    ...wordsOf(question, meeting),
    start: meeting.start,
    end: meeting.end,
  };
}

function toSeries(
  question: BookingFileQuestion,
  meetings: readonly Meeting[],
  rrule: string,
): FileEvent {
  const [first] = meetings;
  if (!first) throw new RangeError('a series without a date');
  const { event } = first;
  const { start, end, roomIds } = event;
  const { timeZone } = question.booking;
  const whole = wordsOf(question, {
    ...first,
    content: null,
    roomIds: usualRooms(meetings, roomIds),
  });
  const changedDates = meetings.flatMap((meeting) => {
    const date: FileDate = {
      ...wordsOf(question, meeting),
      recurrenceId: meeting.recurrenceId,
      start: meeting.start,
      end: meeting.end,
    };
    const isRegular =
      meeting.start === meeting.recurrenceId &&
      meeting.end - meeting.start === end - start &&
      haveSameWords(date, whole);
    return isRegular ? [] : [date];
  });
  return {
    ...identity(question, event.uid),
    ...whole,
    start,
    end,
    recurrence: { rrule, exceptions: leftOutDates({ rrule, start, timeZone }, meetings) },
    changedDates,
  };
}

/** The rooms that most dates have; the event itself may name only some of them. */
function usualRooms(meetings: readonly Meeting[], named: readonly string[]): readonly string[] {
  const groups = [...groupBy(meetings, ({ roomIds }) => roomIds.join(' ')).values()];
  const [most] = groups.toSorted((a, b) => b.length - a.length);
  return most?.[0]?.roomIds ?? named;
}

function identity({ booking, origin }: BookingFileQuestion, uid: string) {
  const { id, revision, timeZone, organizer, visibility } = booking;
  return {
    uid,
    sequence: revision - 1,
    timeZone,
    organizer: { email: organizer.email, name: organizer.name },
    visibility,
    url: `${origin}/bookings/${encodeURIComponent(id)}`,
    recurrence: null,
    changedDates: [],
  };
}

/** A private meeting keeps its words from everybody but those whose it is. */
function wordsOf(
  { booking, reader, rooms }: BookingFileQuestion,
  { event, content, status, roomIds }: Meeting,
): FileWords {
  const isOpen = booking.visibility === 'default' || isParty(booking, reader);
  const { title, description } = isOpen
    ? contentOf(booking, event.content, content)
    : { title: 'Private', description: null };
  const places = roomIds.flatMap((roomId) => rooms.get(roomId) ?? []);
  const location = places.map(({ name, building }) => `${name}, ${building.name}`).join('; ');
  return {
    title,
    description: description === '' ? null : description,
    location: location === '' ? null : location,
    status: !isLive(status) ? 'cancelled' : status === 'confirmed' ? 'confirmed' : 'tentative',
  };
}

function haveSameWords(a: FileWords, b: FileWords): boolean {
  return (
    a.title === b.title &&
    a.description === b.description &&
    a.location === b.location &&
    a.status === b.status
  );
}
