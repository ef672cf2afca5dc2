import type {
  Answer,
  CalendarBackend,
  CalendarEvent,
  CallContext,
  ChangePage,
  EventPage,
  EventRef,
  FindByUidQuery,
  ListChangesQuery,
  ListEventsQuery,
  ListOccurrencesQuery,
  RoomAnswer,
  RoomRef,
} from '@/lib/calendar/backend';
import { fromOccurrence, fromParticipation } from '@/lib/calendar/backends/caldav/from-icalendar';
import {
  copyUrl,
  type Meeting,
  type Meetings,
  toName,
} from '@/lib/calendar/backends/caldav/meetings';
import {
  notHeld,
  pickEvent,
  type ReadingParts,
  type ReadObject,
  readStored,
  unreadable,
} from '@/lib/calendar/backends/caldav/read-events';
import {
  type Occurrence,
  occurrenceOf,
  occurrencesIn,
} from '@/lib/calendar/backends/shared/icalendar/occurrences';
import { kindForRooms } from '@/lib/calendar/backends/shared/kind-for-rooms';
import type { Instant } from '@/lib/core/time/instant';

export interface MeetingParts extends ReadingParts {
  readonly meetings: Meetings;
  /** Reads a room's calendar by itself. */
  readonly reading: Pick<CalendarBackend, 'doListEvents' | 'doListOccurrences'>;
}

/**
 * The reading half in `invite` mode. Rooms are read as ever; an event that Foyer organises is read in
 * its organiser's calendar, and each room's answer in the room's own.
 */
export function createMeetingReading(parts: MeetingParts) {
  return {
    doListEvents: (query: ListEventsQuery, ctx: CallContext) => listEvents(parts, query, ctx),
    doFindByUid: (query: FindByUidQuery, ctx: CallContext) => findByUid(parts, query, ctx),
    doGet: (ref: EventRef, ctx: CallContext) => getMeeting(parts, ref, ctx),
    doListOccurrences: (query: ListOccurrencesQuery, ctx: CallContext) =>
      listOccurrences(parts, query, ctx),
  };
}

/** The version of a room's copy is none of the meeting's. */
async function listEvents(
  { reading }: MeetingParts,
  query: ListEventsQuery,
  ctx: CallContext,
): Promise<EventPage> {
  const { events, nextCursor } = await reading.doListEvents(query, ctx);
  const named = events.map(({ ref, ...event }) => ({
    ...event,
    ref: { ...ref, handle: toName(ref.handle), version: null },
  }));
  return { events: named, nextCursor };
}

async function findByUid(
  parts: MeetingParts,
  { rooms, uid }: FindByUidQuery,
  ctx: CallContext,
): Promise<CalendarEvent | null> {
  const copies: ReadObject[] = [];
  for (const room of rooms) {
    const copy = await parts.meetings.copyIn(room, uid, ctx);
    if (copy) copies.push(copy);
  }
  const [first] = copies;
  const meeting = first
    ? await parts.meetings.ofCopy(first.stored, uid, ctx)
    : await parts.meetings.of({ uid, handle: '', rooms: [] }, ctx);
  if (meeting) {
    const asked = rooms.filter((room) => isAsked(meeting, room) || copies.some(isOf(room)));
    if (asked.length > 0) return readMeeting(meeting, { uid, rooms: asked }, copies);
  }
  const foreign = copies.find((copy) => !isCancelled(copy, uid));
  return foreign && !meeting ? named(pickEvent(foreign, { uid, recurrenceId: null })) : null;
}

function named({ ref, ...event }: CalendarEvent): CalendarEvent {
  return { ...event, ref: { ...ref, handle: toName(ref.handle) } };
}

const isOf = (room: RoomRef) => (copy: ReadObject) => copy.room.roomId === room.roomId;

/** True when the organiser's object names the room. */
function isAsked({ stored }: Meeting, { address }: RoomRef): boolean {
  const email = address.email?.toLowerCase();
  return stored.object.events.some(({ attendees }) =>
    attendees.some((each) => each.email.toLowerCase() === email),
  );
}

async function getMeeting(
  parts: MeetingParts,
  ref: EventRef,
  ctx: CallContext,
): Promise<CalendarEvent> {
  const meeting = await parts.meetings.of(ref, ctx);
  if (!meeting) return getForeign(parts, ref, ctx);
  const copies = await copiesOf(parts, ref, ctx);
  return readMeeting(meeting, ref, copies, ref.recurrenceId);
}

/** An event of somebody else, as it stands in the room's calendar. */
async function getForeign(
  parts: MeetingParts,
  ref: EventRef,
  ctx: CallContext,
): Promise<CalendarEvent> {
  const [room] = ref.rooms;
  if (!room) throw notHeld();
  const handle = copyUrl(room, ref.handle, parts.serverUrl).pathname;
  const read = await readStored(parts, { handle, rooms: [room] }, ctx);
  if (isCancelled(read, ref.uid)) throw notHeld();
  return named(pickEvent(read, ref));
}

async function listOccurrences(
  parts: MeetingParts,
  { ref, window }: ListOccurrencesQuery,
  ctx: CallContext,
): Promise<readonly CalendarEvent[]> {
  const meeting = await parts.meetings.of(ref, ctx);
  if (!meeting) return listForeign(parts, { ref, window }, ctx);
  if (meeting.stored.object.faults.length > 0) throw unreadable(meeting.stored);
  const copies = await copiesOf(parts, ref, ctx);
  const events = meeting.stored.object.events.filter(({ uid }) => uid === ref.uid);
  if (events.length === 0) throw notHeld();
  return (
    occurrencesIn({ events }, window, meeting)
      .filter(({ event }) => event.status !== 'cancelled')
      .map((occurrence) => toEvent(occurrence, meeting, ref, copies))
      // What takes no time is no interval.
      .filter((event) => event.end > event.start)
  );
}

async function listForeign(
  parts: MeetingParts,
  { ref, window }: ListOccurrencesQuery,
  ctx: CallContext,
): Promise<readonly CalendarEvent[]> {
  const [room] = ref.rooms;
  if (!room) throw notHeld();
  const { pathname } = copyUrl(room, ref.handle, parts.serverUrl);
  const own = { ...ref, handle: pathname, rooms: [room] };
  return (await parts.reading.doListOccurrences({ ref: own, window }, ctx)).map(named);
}

async function copiesOf(
  { meetings }: MeetingParts,
  { rooms, uid }: Pick<EventRef, 'rooms' | 'uid'>,
  ctx: CallContext,
): Promise<readonly ReadObject[]> {
  const copies = await Promise.all(rooms.map((room) => meetings.copyIn(room, uid, ctx)));
  return copies.filter((copy) => copy !== null);
}

type MeetingRef = Pick<EventRef, 'uid' | 'rooms'>;

/** One meeting, or one date of it, with each room's answer. @throws BackendError `event-not-found` */
export function readMeeting(
  meeting: Meeting,
  ref: MeetingRef,
  copies: readonly ReadObject[],
  recurrenceId: Instant | null = null,
): CalendarEvent {
  const { object } = meeting.stored;
  const events = object.events.filter(({ uid }) => uid === ref.uid);
  const occurrence = occurrenceOf(events, recurrenceId, meeting);
  if (occurrence) return toEvent(occurrence, meeting, ref, copies);
  if (object.faults.length > 0) throw unreadable(meeting.stored);
  throw notHeld();
}

function toEvent(
  occurrence: Occurrence,
  { stored }: Meeting,
  ref: MeetingRef,
  copies: readonly ReadObject[],
): CalendarEvent {
  const { rooms } = ref;
  const handle = toName(stored.handle);
  const noRoom: RoomRef = { roomId: '', address: {} };
  const event = fromOccurrence(occurrence, { handle, version: stored.version, room: noRoom });
  const answers = rooms.map((room): RoomAnswer => {
    const copy = copies.find(isOf(room));
    return { roomId: room.roomId, answer: answerOf(occurrence, room, copy, ref.uid) };
  });
  return {
    ...event,
    ref: { ...event.ref, rooms },
    kind: kindForRooms(event.kind, answers),
    answers,
  };
}

/**
 * What a room says to a date: by its own copy where that shows the same times. What it does not hold
 * it has not accepted, whatever the organiser was told.
 */
function answerOf(
  { event, recurrenceId, start, end }: Occurrence,
  room: RoomRef,
  copy: ReadObject | undefined,
  uid: string,
): Answer {
  const events = copy?.stored.object.events.filter((each) => each.uid === uid) ?? [];
  const own = copy ? occurrenceOf(events, recurrenceId, copy) : null;
  const isSame = own !== null && own.start === start && own.end === end;
  if (own && isSame && own.event.status !== 'cancelled') return fromParticipation(own.event, room);
  const told = fromParticipation(event, room);
  return told === 'declined' ? 'declined' : 'pending';
}

function isCancelled({ stored }: ReadObject, uid: string): boolean {
  const events = stored.object.events.filter((event) => event.uid === uid);
  return events.length > 0 && events.every(({ status }) => status === 'cancelled');
}

/** The change feed of the rooms' calendars, by the names of objects. */
export function createNamedFeed(feed: Pick<CalendarBackend, 'doListChanges'>) {
  return {
    async doListChanges(query: ListChangesQuery, ctx: CallContext): Promise<ChangePage> {
      const page = await feed.doListChanges(query, ctx);
      if (page.gap) return page;
      const changes = page.changes.map((change) => ({ ...change, handle: toName(change.handle) }));
      return { ...page, changes };
    },
  };
}
