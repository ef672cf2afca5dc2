import type { Attendee, BookedDate, BookedEvent, Booking } from '@/lib/core/bookings/booking';
import { contentOf } from '@/lib/core/bookings/content-of';
import { leftOutDates } from '@/lib/core/bookings/left-out-dates';
import { groupBy } from '@/lib/core/group-by';
import type { Instant } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';

/** Where people are to come. */
export interface Place {
  readonly name: string;
  /** Null for a room that has no address of its own. */
  readonly email: string | null;
}

/** What is said of a meeting, or of one date of it, to those who are to come. */
export interface Telling extends Interval {
  readonly title: string;
  readonly description: string | null;
  readonly places: readonly Place[];
}

export interface PeopledTelling extends Telling {
  readonly attendees: readonly Attendee[];
}

export interface MeetingDate extends PeopledTelling {
  /** The start that the rule gives it. */
  readonly recurrenceId: Instant;
}

/** What people have as one entry of their calendars: one date, or the dates of one rule. */
export interface Meeting {
  /** Of the events that hold its dates; the first is its own, as long as nobody was told another. */
  readonly uids: readonly string[];
  readonly rrule: string | null;
  /** Of a series what holds for its dates unless they say otherwise; times are those of the first named. */
  readonly whole: PeopledTelling;
  /** All that stand, by original start; of a single meeting its only one. */
  readonly dates: readonly MeetingDate[];
  /** Starts that the rule names and on which there is no meeting. */
  readonly leftOut: readonly Instant[];
  readonly isPrivate: boolean;
}

export interface ToldRoom extends Place {
  /** Whose calendar tells people by itself. */
  readonly invites: boolean;
}

type Rooms = ReadonlyMap<string, ToldRoom>;

/** A date in all the rooms of one event. */
interface EventDate {
  readonly event: BookedEvent;
  readonly rows: readonly BookedDate[];
}

/**
 * What a booking is to those who are to come, whatever events hold it: rooms of several calendars are
 * places of one meeting, and a date in another room belongs to its series. Dates of which any calendar
 * tells people itself are left out of it.
 * @param rooms every room of the booking's events, by id
 */
export function toMeetings(booking: Booking, rooms: Rooms): readonly Meeting[] {
  const all = toEventDates(booking);
  const dateOf = (each: EventDate) => (booking.rrule === null ? null : recurrenceIdOf(each));
  const told = new Set(
    all.filter(({ rows }) => rows.some((row) => roomOf(rooms, row).invites)).map(dateOf),
  );
  const own = all.filter((each) => !told.has(dateOf(each)));
  const regular = own.filter(({ event }) => event.rrule !== null);
  const series = [...groupBy(regular, ({ event }) => ruleKey(event)).values()].map((group) =>
    toSeries(booking, rooms, group, own),
  );
  const taken = new Set(series.flatMap(({ members }) => members));
  const alone = own.filter((each) => each.event.rrule === null && !taken.has(each));
  const singles = [...groupBy(alone, ({ rows }) => timeKey(rows[0])).values()];
  return [
    ...series.map(({ meeting }) => meeting),
    ...singles.map((group) => toSingle(booking, rooms, group)),
  ].sort((a, b) => a.whole.start - b.whole.start);
}

function toEventDates({ events, dates }: Booking): readonly EventDate[] {
  const byEvent = groupBy(dates, ({ eventId }) => eventId);
  return events
    .filter(({ stage }) => stage === 'standing')
    .flatMap((event) => {
      const byDate = groupBy(byEvent.get(event.id) ?? [], ({ recurrenceId }) => recurrenceId);
      return [...byDate.values()].map((rows) => ({ event, rows }));
    });
}

const ruleKey = ({ rrule, start, end }: BookedEvent) => `${rrule} ${start} ${end}`;
const timeKey = (row: BookedDate | undefined) => `${row?.start} ${row?.end}`;

/** The dates of one rule, and those that were taken out of it and are in other rooms or at other times. */
function toSeries(
  booking: Booking,
  rooms: Rooms,
  group: readonly EventDate[],
  own: readonly EventDate[],
) {
  const [{ event }] = group as [EventDate];
  const { rrule, start } = { ...event, rrule: event.rrule ?? '' };
  const present = group.flatMap(({ rows }) => rows);
  const stored = { rrule, start, timeZone: booking.timeZone };
  const named = new Set([
    ...present.map(({ recurrenceId }) => recurrenceId),
    ...leftOutDates(stored, present),
  ]);
  const apart = own.filter((each) => each.event.rrule === null && named.has(recurrenceIdOf(each)));
  const members = [...group, ...apart];
  const dates = toDates(booking, rooms, members);
  const meeting: Meeting = {
    uids: uidsOf(members),
    rrule,
    whole: {
      start,
      end: event.end,
      ...contentOf(booking, event.content),
      places: placesOf(
        rooms,
        group.flatMap((each) => each.event.roomIds),
      ),
    },
    dates,
    leftOut: leftOutDates(stored, dates),
    isPrivate: booking.visibility === 'private',
  };
  return { meeting, members };
}

function toSingle(booking: Booking, rooms: Rooms, group: readonly EventDate[]): Meeting {
  const [date] = toDates(booking, rooms, group, timeKey) as [MeetingDate];
  const isPrivate = booking.visibility === 'private';
  return { uids: uidsOf(group), rrule: null, whole: date, dates: [date], leftOut: [], isPrivate };
}

function toDates(
  booking: Booking,
  rooms: Rooms,
  members: readonly EventDate[],
  key: (row: BookedDate) => string = ({ recurrenceId }) => `${recurrenceId}`,
): readonly MeetingDate[] {
  const rows = members.flatMap((each) => each.rows.map((row) => ({ row, event: each.event })));
  return [...groupBy(rows, ({ row }) => key(row)).values()]
    .flatMap(([first, ...more]) => {
      if (!first) return [];
      const { recurrenceId, start, end, content } = first.row;
      const roomIds = [first, ...more].map(({ row }) => row.roomId);
      const words = contentOf(booking, first.event.content, content);
      return [{ recurrenceId, start, end, ...words, places: placesOf(rooms, roomIds) }];
    })
    .sort((a, b) => a.recurrenceId - b.recurrenceId);
}

function recurrenceIdOf({ rows: [row] }: EventDate): Instant {
  if (!row) throw new RangeError('a date without a room');
  return row.recurrenceId;
}

function uidsOf(members: readonly EventDate[]): readonly string[] {
  return [...new Set(members.map(({ event }) => event.uid))];
}

function placesOf(rooms: Rooms, roomIds: readonly string[]): readonly Place[] {
  const places = [...new Set(roomIds)].map((roomId) => roomOf(rooms, { roomId }));
  return places
    .map(({ name, email }) => ({ name, email }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function roomOf(rooms: Rooms, { roomId }: { readonly roomId: string }): ToldRoom {
  const room = rooms.get(roomId);
  if (room) return room;
  throw new RangeError(`a date in room ${roomId}, which is not known`);
}
