import type {
  CalendarEvent,
  CallContext,
  EventPage,
  EventRef,
  FindByUidQuery,
  ListEventsQuery,
  RoomRef,
} from '@/lib/calendar/backend';
import { calendarViewPath, mailboxOf } from '@/lib/calendar/backends/graph/addresses';
import type { GraphRequest } from '@/lib/calendar/backends/graph/client';
import { expandProperties, isUnfinished } from '@/lib/calendar/backends/graph/extended-properties';
import {
  findByIcalUid,
  findByOwnUid,
  organizersIn,
} from '@/lib/calendar/backends/graph/find-events';
import {
  addressOf,
  originalStartOf,
  readGraphEvent,
  spanOf,
} from '@/lib/calendar/backends/graph/from-graph-event';
import type { GraphEvent } from '@/lib/calendar/backends/graph/graph-event';
import type { GraphParts } from '@/lib/calendar/backends/graph/graph-parts';
import { viewWindow } from '@/lib/calendar/backends/graph/graph-time';
import { type Meeting, toCalendarEvent } from '@/lib/calendar/backends/graph/meeting';
import type { GraphOperation } from '@/lib/calendar/backends/graph/native-errors';
import { unlessForeign } from '@/lib/calendar/backends/graph/own-uids';
import {
  completeMeeting,
  gone,
  idOf,
  readInstances,
  readMeeting,
} from '@/lib/calendar/backends/graph/read-meeting';
import { following, readPage } from '@/lib/calendar/backends/graph/read-pages';
import { readAnswers } from '@/lib/calendar/backends/graph/room-copies';
import { byStart, type Interval, overlaps } from '@/lib/core/time/interval';

const viewing: GraphOperation = {
  name: 'list calendarView',
  writes: false,
  missing: 'room-not-found',
};

/** The meeting now, or one date of it, with each room's own answer. */
export async function getEvent(
  parts: GraphParts,
  ref: EventRef,
  ctx: CallContext,
): Promise<CalendarEvent> {
  const meeting = await readMeeting(parts, ref, ctx);
  if (ref.recurrenceId === null) return toEvent(parts, meeting, meeting.event, ref.rooms, ctx);
  const date = meeting.dates?.find((each) => originalStartOf(each) === ref.recurrenceId);
  if (!date) throw gone();
  return toEvent(parts, meeting, date, ref.rooms, ctx);
}

/** Every date of the meeting in the window, each with its own answers; sorted. */
export async function listOccurrences(
  parts: GraphParts,
  { ref, window }: { readonly ref: EventRef; readonly window: Interval },
  ctx: CallContext,
): Promise<readonly CalendarEvent[]> {
  const meeting = await readMeeting(parts, ref, ctx);
  const dates = meeting.dates
    ? await readInstances(parts.client, meeting.place, window, ctx)
    : [meeting.event];
  const shown = dates.filter((date) => overlaps(spanOf(date), window));
  const events = await toEvents(parts, meeting, shown, ref.rooms, ctx);
  return events.toSorted(byStart);
}

async function toEvent(
  parts: GraphParts,
  meeting: Meeting,
  shown: GraphEvent,
  rooms: readonly RoomRef[],
  ctx: CallContext,
): Promise<CalendarEvent> {
  const [event] = await toEvents(parts, meeting, [shown], rooms, ctx);
  if (!event) throw gone();
  return event;
}

async function toEvents(
  parts: GraphParts,
  meeting: Meeting,
  shown: readonly GraphEvent[],
  rooms: readonly RoomRef[],
  ctx: CallContext,
): Promise<readonly CalendarEvent[]> {
  const answers = await readAnswers(parts, meeting, shown, rooms, ctx);
  return shown.map((each, index) =>
    toCalendarEvent(meeting, each, rooms, meeting.version, answers[index]),
  );
}

/**
 * Looks where Foyer writes: in the rooms' own calendars, or in that of the person for whom we act. Who
 * does not say for whom has every organiser of the rooms' events looked through.
 */
export async function findByUid(
  parts: GraphParts,
  { rooms, uid, unfinished = false }: FindByUidQuery,
  ctx: CallContext,
): Promise<CalendarEvent | null> {
  const isWanted = (event: GraphEvent) => unfinished || !isUnfinished(event);
  const inRooms = await findInRooms(parts, rooms, uid, isWanted, ctx);
  if (inRooms || parts.capabilities.writeMode === 'direct') return inRooms;
  for (const organizer of await organizersToAsk(parts, rooms, ctx)) {
    const event = await unlessForeign(() => findByOwnUid(parts.client, organizer, uid, ctx));
    if (!event || !isWanted(event)) continue;
    const invited = rooms.filter((room) => isInvited(event, room));
    if (invited.length === 0 && !isUnfinished(event)) continue;
    const meeting = await completeMeeting(parts, organizer, event, ctx);
    return toEvent(parts, meeting, meeting.event, invited, ctx);
  }
  return null;
}

async function findInRooms(
  parts: GraphParts,
  rooms: readonly RoomRef[],
  uid: string,
  isWanted: (event: GraphEvent) => boolean,
  ctx: CallContext,
): Promise<CalendarEvent | null> {
  for (const room of rooms) {
    const mailbox = mailboxOf(room);
    const event =
      (await findByOwnUid(parts.client, mailbox, uid, ctx)) ??
      (await findByIcalUid(parts.client, mailbox, uid, ctx));
    if (!event || !isWanted(event)) continue;
    const meeting = await completeMeeting(parts, mailbox, event, ctx);
    return toEvent(parts, meeting, meeting.event, [room], ctx);
  }
  return null;
}

async function organizersToAsk(
  { client }: GraphParts,
  rooms: readonly RoomRef[],
  ctx: CallContext,
): Promise<readonly string[]> {
  if (ctx.onBehalfOf !== undefined) return [ctx.onBehalfOf.trim().toLowerCase()];
  const organizers = await Promise.all(
    rooms.map((room) => organizersIn(client, mailboxOf(room), ctx)),
  );
  return [...new Set(organizers.flat())];
}

function isInvited({ attendees }: GraphEvent, room: RoomRef): boolean {
  return (attendees ?? []).some((each) => addressOf(each) === mailboxOf(room));
}

/**
 * A page of what the room's own calendar shows. Events are named as they stand there and without a
 * version: who wants to change one reads it first.
 */
export async function listEvents(
  parts: GraphParts,
  { room, window, cursor }: ListEventsQuery,
  ctx: CallContext,
): Promise<EventPage> {
  const mailbox = mailboxOf(room);
  const request: GraphRequest = {
    operation: viewing,
    method: 'GET',
    path: calendarViewPath(mailbox),
    mailbox,
    query: {
      ...viewWindow(window),
      $orderby: 'start/dateTime',
      $expand: expandProperties,
      $top: '100',
    },
  };
  const page = await readPage(
    parts.client,
    cursor === null ? request : following(request, cursor),
    ctx,
  );
  // A meeting that was cancelled is none any more, however long its copies stay.
  const shown = page.items
    .map(readGraphEvent)
    .filter((event) => !event.isCancelled && overlaps(spanOf(event), window));
  const events = await Promise.all(shown.map((event) => toListed(parts, room, event, ctx)));
  return { events: events.sort(byStart), nextCursor: page.nextLink };
}

async function toListed(
  parts: GraphParts,
  room: RoomRef,
  event: GraphEvent,
  ctx: CallContext,
): Promise<CalendarEvent> {
  const mailbox = mailboxOf(room);
  const uid = await parts.uids.of(event, mailbox, ctx);
  const id = event.seriesMasterId || idOf(event);
  return toCalendarEvent({ place: { mailbox, id }, uid, event }, event, [room], null);
}
