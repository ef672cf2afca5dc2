import { partUid } from '@/lib/core/bookings/booking';
import { groupBy } from '@/lib/core/group-by';
import { addMs, type Instant } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';
import { dateOf, formatDate } from '@/lib/core/time/wall-time';
import type { ZoneId } from '@/lib/core/time/zone';

/** What must be known of a room to write into its calendar. */
export interface RoomToWrite {
  readonly id: string;
  readonly connectionId: string;
  readonly bufferBeforeMs: number;
  readonly bufferAfterMs: number;
  /** Its buffers may be kept by making events longer. */
  readonly lengthens: boolean;
  /** How many rooms one event may name. */
  readonly roomsPerEvent: number;
  /** One event may be a series there; else each date is an event of its own. */
  readonly recurs: boolean;
}

/** One date in one room. */
export interface DateToWrite extends Interval {
  readonly recurrenceId: Instant;
  readonly roomId: string;
  /** Not at the place or time that the rule gives it, so that it is an event of its own. */
  readonly isReplaced: boolean;
}

export interface PlannedEvent extends Interval {
  readonly id: string;
  readonly uid: string;
  readonly roomIds: readonly string[];
  readonly rrule: string | null;
  readonly bufferBeforeMs: number;
  readonly bufferAfterMs: number;
}

export interface EventsQuestion {
  readonly dates: readonly DateToWrite[];
  readonly rooms: readonly RoomToWrite[];
  /** Null for one date. `start` and `end` are those of the first date that it names. */
  readonly series: (Interval & { readonly rrule: string }) | null;
  readonly timeZone: ZoneId;
  readonly bookingUid: string;
  /** How the uids of these events go on; null: the first has the booking's own. */
  readonly uidSuffix: string | null;
  readonly newId: () => string;
}

export interface PlannedEvents {
  readonly events: readonly PlannedEvent[];
  /** The event of each date, in the order asked. */
  readonly eventIds: readonly string[];
}

/**
 * The events that hold these dates: one meeting for rooms that share a connection, their buffers and
 * all their dates, as far as the connection lets one event name them; a date that was replaced has
 * an event of its own, and so has every date where the connection keeps no series.
 */
export function planEvents(question: EventsQuestion): PlannedEvents {
  const { dates, rooms, series } = question;
  const indexed = dates.map((date, index) => ({ date, index }));
  const roomById = new Map(rooms.map((room) => [room.id, room]));
  const byRoom = groupBy(
    indexed.filter(({ date }) => !date.isReplaced),
    ({ date }) => date.roomId,
  );
  const regular = [...byRoom].map(([roomId, own]) => ({
    room: known(roomById, roomId),
    own,
    key: own.map(({ date }) => date.recurrenceId).join(),
  }));
  const groups: Group[] = [
    ...groupBy(regular, ({ room, key }) => `${sharing(room)} ${key}`).values(),
  ]
    .flatMap((members) => chunk(members, members[0]?.room.roomsPerEvent ?? 1))
    .flatMap((members) => toGroups(members, series));
  const replaced: Group[] = indexed
    .filter(({ date }) => date.isReplaced)
    .map(({ date, index }) => ({
      rooms: [known(roomById, date.roomId)],
      indexes: [index],
      series: null,
      time: date,
    }));
  const all = [...groups, ...replaced];
  const events = all.map((group, position) => toEvent(question, group, position));
  const eventIds: string[] = [];
  for (const [position, { indexes }] of all.entries()) {
    for (const index of indexes) eventIds[index] = events[position]?.id ?? '';
  }
  return { events, eventIds };
}

interface Group {
  readonly rooms: readonly RoomToWrite[];
  readonly indexes: readonly number[];
  readonly series: EventsQuestion['series'];
  readonly time: Interval;
}

interface Member {
  readonly room: RoomToWrite;
  readonly own: readonly { readonly date: DateToWrite; readonly index: number }[];
}

/** Rooms with the same dates: one meeting, or one for each date. */
function toGroups(members: readonly Member[], series: Group['series']): readonly Group[] {
  const rooms = members.map(({ room }) => room);
  const own = members[0]?.own ?? [];
  if (series === null || rooms.every(({ recurs }) => recurs)) {
    const indexes = members.flatMap((each) => each.own.map(({ index }) => index));
    return [{ rooms, indexes, series, time: series ?? firstOf(own) }];
  }
  return own.map(({ date: { start, end } }, position) => ({
    rooms,
    indexes: members.flatMap((each) => each.own[position]?.index ?? []),
    series: null,
    time: { start, end },
  }));
}

function toEvent(question: EventsQuestion, group: Group, position: number): PlannedEvent {
  const { uidSuffix, bookingUid, newId } = question;
  const part =
    uidSuffix === null ? position : `${uidSuffix}${position === 0 ? '' : `-${position}`}`;
  return {
    id: newId(),
    uid: part === 0 ? bookingUid : partUid(bookingUid, part),
    roomIds: group.rooms.map(({ id }) => id),
    rrule: group.series?.rrule ?? null,
    start: group.time.start,
    end: group.time.end,
    ...lengthening(group, question.timeZone),
  };
}

/** A series whose lengthened dates would begin on another day would need another rule: it stays as long as the meeting. */
function lengthening({ rooms, series, time }: Group, timeZone: ZoneId) {
  const [room] = rooms;
  const none = { bufferBeforeMs: 0, bufferAfterMs: 0 };
  if (!room?.lengthens) return none;
  const { bufferBeforeMs, bufferAfterMs } = room;
  const day = (at: Instant) => formatDate(dateOf(at, timeZone));
  const crosses = series !== null && day(addMs(time.start, -bufferBeforeMs)) !== day(time.start);
  return crosses ? none : { bufferBeforeMs, bufferAfterMs };
}

/** Rooms of equal keys may share an event. */
function sharing(room: RoomToWrite): string {
  return [room.connectionId, room.bufferBeforeMs, room.bufferAfterMs].join(' ');
}

function firstOf(own: readonly { readonly date: DateToWrite }[]): Interval {
  const [first] = own;
  if (!first) throw new RangeError('an event without a date');
  return { start: first.date.start, end: first.date.end };
}

function known(rooms: ReadonlyMap<string, RoomToWrite>, roomId: string): RoomToWrite {
  const room = rooms.get(roomId);
  if (room) return room;
  throw new RangeError(`a date in room ${roomId}, which is not known`);
}

function chunk<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  const chunks: (readonly T[])[] = [];
  for (let from = 0; from < items.length; from += size) chunks.push(items.slice(from, from + size));
  return chunks;
}
