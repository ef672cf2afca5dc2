import type {
  CalendarEvent,
  CallContext,
  EventPage,
  EventRef,
  FindByUidQuery,
  FreeBusyQuery,
  ListEventsQuery,
  ListOccurrencesQuery,
  RoomFreeBusy,
  RoomRef,
} from '@/lib/calendar/backend';
import { calendarUrlOf, objectUrlOf, onlyRoomOf } from '@/lib/calendar/backends/caldav/addresses';
import type { DavClient } from '@/lib/calendar/backends/caldav/client';
import type {
  CollectionReader,
  StoredObject,
} from '@/lib/calendar/backends/caldav/collection-reader';
import type { FloatingZones } from '@/lib/calendar/backends/caldav/floating-zone';
import {
  fromOccurrence,
  fromOccurrencesToBusy,
  fromWeight,
} from '@/lib/calendar/backends/caldav/from-icalendar';
import { fromTransportError } from '@/lib/calendar/backends/caldav/native-errors';
import { readCalendarObject } from '@/lib/calendar/backends/shared/icalendar/calendar-object';
import type { EventFault } from '@/lib/calendar/backends/shared/icalendar/event-outline';
import {
  type Occurrence,
  occurrenceOf,
  occurrencesIn,
} from '@/lib/calendar/backends/shared/icalendar/occurrences';
import { instantsOf, type ZoneRules } from '@/lib/calendar/backends/shared/icalendar/zone-rules';
import { BackendError } from '@/lib/calendar/errors';
import { byStart, type Interval } from '@/lib/core/time/interval';

export interface ReadingParts {
  readonly serverUrl: string;
  readonly client: DavClient;
  readonly reader: CollectionReader;
  readonly zones: FloatingZones;
}

/** The reading half of the backend. */
export function createEventReading(parts: ReadingParts) {
  return {
    doFreeBusy: (query: FreeBusyQuery, ctx: CallContext) => freeBusy(parts, query, ctx),
    doListEvents: (query: ListEventsQuery, ctx: CallContext) => listEvents(parts, query, ctx),
    doFindByUid: (query: FindByUidQuery, ctx: CallContext) => findByUid(parts, query, ctx),
    doGet: (ref: EventRef, ctx: CallContext) => getEvent(parts, ref, ctx),
    doListOccurrences: (query: ListOccurrencesQuery, ctx: CallContext) =>
      listOccurrences(parts, query, ctx),
  };
}

async function freeBusy(
  parts: ReadingParts,
  { rooms, window }: FreeBusyQuery,
  ctx: CallContext,
): Promise<readonly RoomFreeBusy[]> {
  const answers = await Promise.all(rooms.map((room) => roomFreeBusy(parts, room, window, ctx)));
  const left = answers.find((answer) => !answer.known && answer.error.code === 'aborted');
  // A caller who left is told so; a deadline leaves what was read in time.
  if (left && !left.known) throw left.error;
  return answers;
}

async function roomFreeBusy(
  parts: ReadingParts,
  room: RoomRef,
  window: Interval,
  ctx: CallContext,
): Promise<RoomFreeBusy> {
  try {
    const { places, impaired } = await occurrencesOf(parts, room, window, ctx);
    const occurrences = places.flatMap((place) => place.occurrences);
    const busy = fromOccurrencesToBusy(occurrences, room, window);
    return { roomId: room.roomId, known: true, busy, ...(impaired ? { impaired } : {}) };
  } catch (error) {
    return { roomId: room.roomId, known: false, error: toBackendError(error) };
  }
}

async function listEvents(
  parts: ReadingParts,
  { room, window }: ListEventsQuery,
  ctx: CallContext,
): Promise<EventPage> {
  const { places, impaired } = await occurrencesOf(parts, room, window, ctx);
  const events = places
    .flatMap(({ stored, occurrences }) =>
      occurrences.map((occurrence) => fromOccurrence(occurrence, { ...stored, room })),
    )
    // What takes no time is no interval.
    .filter((event) => event.end > event.start)
    .sort(byStart);
  return { events, nextCursor: null, ...(impaired ? { impaired } : {}) };
}

interface ObjectOccurrences {
  readonly stored: StoredObject;
  readonly occurrences: readonly Occurrence[];
}

interface RoomOccurrences {
  readonly places: readonly ObjectOccurrences[];
  /** Names an object of which only the time could be read. */
  readonly impaired: BackendError | null;
}

/**
 * What of an object could not be read takes the time that is known of it.
 * @throws BackendError `bad-response` when it may take more of the window than that.
 */
async function occurrencesOf(
  { serverUrl, reader, zones }: ReadingParts,
  room: RoomRef,
  window: Interval,
  ctx: CallContext,
): Promise<RoomOccurrences> {
  const calendar = calendarUrlOf(room, serverUrl);
  const objects = await reader.read(calendar, ctx);
  const floating = await zones.of(calendar, objects, ctx);
  const broken = objects.filter(({ object }) => object.faults.length > 0);
  const unbounded = broken.find(({ object }) =>
    object.faults.some((fault) => mayTakeMore(fault, { room, window, floating })),
  );
  if (unbounded) throw unreadable(unbounded);
  const places = objects.map((stored) => ({
    stored,
    occurrences: [
      ...occurrencesIn(stored.object, window, { floating }),
      ...stored.object.faults.flatMap(({ known }) =>
        known ? occurrencesIn({ events: [known] }, window, { floating }) : [],
      ),
    ],
  }));
  return { places, impaired: broken[0] ? unreadable(broken[0]) : null };
}

interface LookedAt {
  readonly room: RoomRef;
  readonly window: Interval;
  readonly floating: ZoneRules;
}

function mayTakeMore({ known, isOpen }: EventFault, { room, window, floating }: LookedAt): boolean {
  if (!isOpen) return false;
  if (!known) return true;
  if (fromWeight(known, room) === 'free') return false;
  const starts = [known.start, ...known.addedDates.map(({ start }) => start)];
  return starts.some(({ wall, rules }) => instantsOf(wall, rules, floating).earliest < window.end);
}

async function findByUid(
  parts: ReadingParts,
  { rooms, uid }: FindByUidQuery,
  ctx: CallContext,
): Promise<CalendarEvent | null> {
  for (const room of rooms) {
    const calendar = calendarUrlOf(room, parts.serverUrl);
    const objects = await parts.reader.read(calendar, ctx);
    const stored = objects.find(({ object }) => object.uids.includes(uid));
    if (!stored) continue;
    const floating = await parts.zones.of(calendar, [stored], ctx);
    return pickEvent({ stored, room, floating }, { uid, recurrenceId: null });
  }
  return null;
}

async function getEvent(
  parts: ReadingParts,
  ref: EventRef,
  ctx: CallContext,
): Promise<CalendarEvent> {
  return pickEvent(await readStored(parts, ref, ctx), ref);
}

/** @throws BackendError `bad-response` when any part of the event cannot be read. */
async function listOccurrences(
  parts: ReadingParts,
  { ref, window }: ListOccurrencesQuery,
  ctx: CallContext,
): Promise<readonly CalendarEvent[]> {
  const { stored, room, floating } = await readStored(parts, ref, ctx);
  if (stored.object.faults.length > 0) throw unreadable(stored);
  const events = stored.object.events.filter((event) => event.uid === ref.uid);
  if (events.length === 0) throw notHeld();
  return (
    occurrencesIn({ events }, window, { floating })
      .filter(({ event }) => event.status !== 'cancelled')
      .map((occurrence) => fromOccurrence(occurrence, { ...stored, room }))
      // What takes no time is no interval.
      .filter((event) => event.end > event.start)
  );
}

/** One object as it now stands, with what is needed to understand it. */
export interface ReadObject {
  readonly stored: StoredObject;
  readonly room: RoomRef;
  readonly floating: ZoneRules;
}

/** The object that holds the event. @throws BackendError `event-not-found` */
export async function readStored(
  parts: ReadingParts,
  { rooms, handle }: Pick<EventRef, 'rooms' | 'handle'>,
  ctx: CallContext,
): Promise<ReadObject> {
  const room = onlyRoomOf(rooms);
  const text = await parts.client.get(objectUrlOf(handle, parts.serverUrl), ctx);
  if (!text) throw new BackendError('event-not-found', 'the event is gone');
  const stored = { handle, version: text.version, object: readCalendarObject(text.text) };
  const calendar = calendarUrlOf(room, parts.serverUrl);
  parts.reader.learn(calendar, stored);
  return { stored, room, floating: await parts.zones.of(calendar, [stored], ctx) };
}

/** The event of that uid, or that date of it. */
export function pickEvent(
  { stored, room, floating }: ReadObject,
  { uid, recurrenceId }: Pick<EventRef, 'uid' | 'recurrenceId'>,
): CalendarEvent {
  const events = stored.object.events.filter((event) => event.uid === uid);
  const occurrence = occurrenceOf(events, recurrenceId, { floating });
  if (occurrence) return fromOccurrence(occurrence, { ...stored, room });
  if (stored.object.faults.length > 0) throw unreadable(stored);
  throw notHeld();
}

export function notHeld(): BackendError {
  return new BackendError('event-not-found', 'the object does not hold this event or date');
}

/** Names the object, so that whoever keeps the calendar can mend or remove it. */
export function unreadable({ handle, object }: StoredObject): BackendError {
  const name = handle.split('/').at(-1)?.slice(0, 100);
  return new BackendError(
    'bad-response',
    `the object ${name} is broken: ${object.faults[0]?.reason}`,
  );
}

function toBackendError(error: unknown): BackendError {
  return fromTransportError(error, {
    method: 'free-busy',
    writes: false,
    missing: 'room-not-found',
  });
}
