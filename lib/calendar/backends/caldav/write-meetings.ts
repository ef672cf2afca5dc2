import type {
  Answer,
  CalendarBackend,
  CallContext,
  EventChange,
  EventDraft,
  EventRef,
  RoomRef,
  Scope,
} from '@/lib/calendar/backend';
import { calendarUrlOf, newObjectUrl, objectUrlOf } from '@/lib/calendar/backends/caldav/addresses';
import { inviteCapabilities } from '@/lib/calendar/backends/caldav/capabilities';
import {
  checkChangeMeasure,
  checkDraftMeasure,
} from '@/lib/calendar/backends/caldav/check-measure';
import { deliverMeeting, refusedDelivery } from '@/lib/calendar/backends/caldav/deliver-meeting';
import { changeObject, inviteManner } from '@/lib/calendar/backends/caldav/edit-icalendar';
import { leaveOutDate } from '@/lib/calendar/backends/caldav/edit-series';
import { isSeriesOf } from '@/lib/calendar/backends/caldav/is-series-of';
import { copyUrl, type Meeting, toName } from '@/lib/calendar/backends/caldav/meetings';
import { isSeries, type OpenObject, openObject } from '@/lib/calendar/backends/caldav/open-object';
import type { Organizer, Organizers } from '@/lib/calendar/backends/caldav/organizers';
import { type MeetingParts, readMeeting } from '@/lib/calendar/backends/caldav/read-meetings';
import { toMeetingObject } from '@/lib/calendar/backends/caldav/to-icalendar';
import {
  conditionOf,
  mayBeThereAlready,
  otherReasons,
  putOver,
  removeSurely,
  withOutcome,
} from '@/lib/calendar/backends/caldav/write-events';
import { checkChange, checkDraft } from '@/lib/calendar/backends/shared/check-draft';
import { readCalendarObject } from '@/lib/calendar/backends/shared/icalendar/calendar-object';
import { cleanText } from '@/lib/calendar/backends/shared/icalendar/property-writers';
import { targetDate } from '@/lib/calendar/backends/shared/series/target-date';
import { BackendError, isBackendError } from '@/lib/calendar/errors';
import type { Clock } from '@/lib/core/time/clock';

type Writes = Pick<CalendarBackend, 'doUpdate' | 'doCancel' | 'doRespond'>;

export interface MeetingWritingParts extends MeetingParts {
  readonly organizers: Organizers;
  readonly clock: Clock;
  /** Writes to what stands in a room's calendar only. */
  readonly direct: Writes;
}

/** Answers of guests change the object under our hands; the meeting itself stays the same. */
const attempts = 4;

/**
 * The writing half in `invite` mode: meetings are written into their organiser's calendar, and the
 * server carries invitations to rooms and people (RFC 6638).
 */
export function createMeetingWriting(parts: MeetingWritingParts) {
  return {
    doCreate: (draft: EventDraft, ctx: CallContext) => createMeeting(parts, draft, ctx),
    doUpdate: (ref: EventRef, change: EventChange, scope: Scope, ctx: CallContext) =>
      updateMeeting(parts, ref, change, scope, ctx),
    doCancel: (ref: EventRef, scope: Scope, ctx: CallContext) =>
      cancelMeeting(parts, ref, scope, ctx),
    doRespond: (ref: EventRef, room: RoomRef, answer: Answer, ctx: CallContext) =>
      respond(parts, ref, room, answer, ctx),
  };
}

async function createMeeting(
  parts: MeetingWritingParts,
  draft: EventDraft,
  ctx: CallContext,
): Promise<EventRef> {
  const { organizer, url, text } = await withOutcome('not-applied', () =>
    prepare(parts, draft, ctx),
  );
  const terms = { condition: { kind: 'new' }, scheduleAs: organizer.email } as const;
  try {
    await parts.client.put(url, text, terms, ctx);
  } catch (error) {
    if (!mayBeThereAlready(error)) throw error;
    return withOutcome('not-applied', () => sameThere(parts, { draft, organizer }, error, ctx));
  }
  const meeting = await withOutcome('unknown', async () => {
    const found = await deliverMeeting(parts, organizer, draft.uid, ctx);
    if (isMeetingOf(draft, found)) return found;
    throw new BackendError('bad-response', 'the server stored other times than were written');
  });
  await checkDelivery(parts, draft, meeting, ctx);
  return refOf(meeting, draft);
}

async function prepare(parts: MeetingWritingParts, draft: EventDraft, ctx: CallContext) {
  checkDraft(draft, inviteCapabilities);
  checkDraftMeasure(draft);
  await Promise.all(draft.rooms.map((room) => checkRoom(parts, room, ctx)));
  const organizer = parts.organizers.forPerson(draft.organizer.email);
  const url = newObjectUrl(organizer.calendar, draft.uid);
  const text = toMeetingObject(draft, organizer.email, parts.clock.now());
  if (!isSeriesOf(draft, readCalendarObject(text), { kind: 'utc' })) {
    throw new BackendError('unsupported', 'a series of this kind cannot be written here');
  }
  return { organizer, url, text };
}

/** Says of a room that cannot be invited why: most of all that it is not there. */
async function checkRoom(
  { client, serverUrl }: MeetingWritingParts,
  room: RoomRef,
  ctx: CallContext,
): Promise<void> {
  const calendar = calendarUrlOf(room, serverUrl);
  if (room.address.email !== undefined) return;
  await client.propfind(calendar, '0', { 'd:resourcetype': {} }, ctx);
  throw new BackendError('invalid-request', 'a room without an address cannot be invited');
}

function isMeetingOf(draft: EventDraft, meeting: Meeting): boolean {
  const { stored, floating } = meeting;
  if (!isSeriesOf(draft, stored.object, floating)) return false;
  const ref = { uid: draft.uid, rooms: [] };
  const { start, end } = readMeeting(meeting, ref, []);
  return start === draft.start && end === draft.end;
}

/** The same uid with the same content is the success of an earlier attempt; else it is a conflict. */
async function sameThere(
  parts: MeetingWritingParts,
  { draft, organizer }: { readonly draft: EventDraft; readonly organizer: Organizer },
  refusal: unknown,
  ctx: CallContext,
): Promise<EventRef> {
  const meeting = await parts.meetings.at(organizer, draft.uid, ctx);
  const title = meeting?.stored.object.events.find(({ uid }) => uid === draft.uid)?.title;
  if (meeting && isMeetingOf(draft, meeting) && title === cleanText(draft.title)) {
    return refOf(meeting, draft);
  }
  if (!meeting) await checkOrganizer(parts, organizer, ctx);
  if (!meeting && isBackendError(refusal) && otherReasons.includes(refusal.code)) throw refusal;
  throw new BackendError('conflict', 'another event stands under this uid or name', {
    cause: refusal,
  });
}

async function checkOrganizer(
  { client }: MeetingWritingParts,
  { calendar }: Organizer,
  ctx: CallContext,
): Promise<void> {
  try {
    await client.propfind(calendar, '0', { 'd:resourcetype': {} }, ctx);
  } catch (error) {
    if (!isBackendError(error) || error.code !== 'room-not-found') throw error;
    throw new BackendError('invalid-request', 'the organiser has no calendar at that address');
  }
}

/** Each room's invitation must have been delivered. Else the meeting is taken back. */
async function checkDelivery(
  parts: MeetingWritingParts,
  draft: EventDraft,
  meeting: Meeting,
  ctx: CallContext,
): Promise<void> {
  for (const room of draft.rooms) {
    const refusal = await refusedDelivery(parts, { meeting, uid: draft.uid }, room, ctx);
    if (!refusal) continue;
    await withdraw(parts, meeting, ctx);
    throw refusal;
  }
}

function withdraw(
  { client }: MeetingWritingParts,
  { url, organizer }: Meeting,
  ctx: CallContext,
): Promise<void> {
  const terms = { condition: { kind: 'any' }, scheduleAs: organizer.email } as const;
  return withOutcome('unknown', () => client.remove(url, terms, 'event-not-found', ctx));
}

function refOf({ stored }: Meeting, { uid, rooms }: Pick<EventRef, 'uid' | 'rooms'>): EventRef {
  const handle = toName(stored.handle);
  return { uid, recurrenceId: null, handle, version: stored.version, rooms };
}

async function updateMeeting(
  parts: MeetingWritingParts,
  ref: EventRef,
  change: EventChange,
  scope: Scope,
  ctx: CallContext,
): Promise<EventRef> {
  const rooms = change.rooms ?? ref.rooms;
  await withOutcome('not-applied', async () => {
    checkChange(change, scope, inviteCapabilities);
    checkChangeMeasure(change);
    if (change.rooms) await Promise.all(rooms.map((room) => checkRoom(parts, room, ctx)));
  });
  const done = await rewrite(parts, ref, ctx, (object) => {
    const recurrenceId = targetDate(ref, scope, isSeries(object));
    const target = { uid: ref.uid, recurrenceId };
    return changeObject(object, target, change, parts.clock.now(), inviteManner);
  });
  if (!done) return updateForeign(parts, ref, change, scope, ctx);
  const stay = new Set(rooms.map(({ roomId }) => roomId));
  const left = ref.rooms.filter(({ roomId }) => !stay.has(roomId));
  await removeCopies(parts, { uid: ref.uid, rooms: left }, ctx);
  const meeting = await withOutcome('unknown', () =>
    deliverMeeting(parts, done.organizer, ref.uid, ctx),
  );
  const { recurrenceId } = ref;
  const moved = refOf(meeting, { uid: ref.uid, rooms });
  return { ...moved, recurrenceId: scope === 'one' ? recurrenceId : null };
}

/** What Foyer organises nowhere stands in the room's calendar only. */
async function updateForeign(
  parts: MeetingWritingParts,
  ref: EventRef,
  change: EventChange,
  scope: Scope,
  ctx: CallContext,
): Promise<EventRef> {
  const written = await parts.direct.doUpdate(inRoom(parts, ref), change, scope, ctx);
  return { ...written, handle: ref.handle };
}

function inRoom({ serverUrl }: MeetingWritingParts, ref: EventRef): EventRef {
  const [room] = ref.rooms;
  return room ? { ...ref, handle: copyUrl(room, ref.handle, serverUrl).pathname } : ref;
}

async function cancelMeeting(
  parts: MeetingWritingParts,
  ref: EventRef,
  scope: Scope,
  ctx: CallContext,
): Promise<void> {
  const done = await rewrite(parts, ref, ctx, (object) => {
    const recurrenceId = targetDate(ref, scope, isSeries(object));
    return recurrenceId === null ? null : leaveOutDate(object, recurrenceId, parts.clock.now());
  });
  if (!done) return parts.direct.doCancel(inRoom(parts, ref), scope, ctx);
  if (done.removed) await removeCopies(parts, ref, ctx);
}

/** Some servers leave a cancelled copy in the room's calendar for ever, some the whole event. */
async function removeCopies(
  parts: MeetingWritingParts,
  { rooms, uid }: Pick<EventRef, 'rooms' | 'uid'>,
  ctx: CallContext,
): Promise<void> {
  await withOutcome('unknown', async () => {
    for (const room of rooms) {
      const copy = await parts.meetings.copyIn(room, uid, ctx);
      if (!copy) continue;
      const url = objectUrlOf(copy.stored.handle, parts.serverUrl);
      try {
        await parts.client.remove(url, { condition: { kind: 'any' } }, 'event-not-found', ctx);
      } catch (error) {
        if (!isBackendError(error) || error.code !== 'event-not-found') throw error;
      }
    }
  });
}

interface Rewritten {
  readonly organizer: Organizer;
  readonly removed: boolean;
}

/**
 * Reads the meeting, edits it (null: removes it) and writes it only over what was read; again where a
 * guest answered meanwhile. Null when Foyer organises no such meeting.
 */
async function rewrite(
  parts: MeetingWritingParts,
  ref: EventRef,
  ctx: CallContext,
  edit: (object: OpenObject) => string | null,
): Promise<Rewritten | null> {
  for (let attempt = 1; ; attempt += 1) {
    const meeting = await withOutcome('not-applied', () => parts.meetings.of(ref, ctx));
    if (!meeting) return null;
    const text = await withOutcome('not-applied', async () => {
      checkVersion(ref, meeting);
      return edit(openObject(meeting.text, ref.uid, meeting.floating));
    });
    try {
      await writeOver(parts, meeting, text, ctx);
      return { organizer: meeting.organizer, removed: text === null };
    } catch (error) {
      const isStale = isBackendError(error) && error.code === 'stale';
      if (!isStale || attempt === attempts) throw error;
    }
  }
}

function writeOver(
  parts: MeetingWritingParts,
  { url, etag, organizer }: Meeting,
  text: string | null,
  ctx: CallContext,
): Promise<void> {
  const terms = { condition: conditionOf(etag), scheduleAs: organizer.email };
  return text === null
    ? removeSurely(parts, url, terms, ctx)
    : putOver(parts, { url, text, ...terms }, ctx);
}

function checkVersion({ version }: EventRef, { stored }: Meeting): void {
  if (version !== null && version !== stored.version) {
    throw new BackendError('stale', 'the event has changed meanwhile');
  }
}

/** Answers in the room's own copy; the server tells the organiser. */
async function respond(
  parts: MeetingWritingParts,
  ref: EventRef,
  room: RoomRef,
  answer: Answer,
  ctx: CallContext,
): Promise<EventRef> {
  const copy = await withOutcome('not-applied', () => parts.meetings.copyIn(room, ref.uid, ctx));
  if (!copy) {
    throw new BackendError('event-not-found', 'the room holds no such invitation', {
      outcome: 'not-applied',
    });
  }
  const own = { ...ref, handle: copy.stored.handle, version: null, rooms: [room] };
  await parts.direct.doRespond(own, room, answer, ctx);
  return ref;
}
