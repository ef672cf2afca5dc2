import type {
  Answer,
  CalendarEvent,
  CallContext,
  EventChange,
  EventDraft,
  EventRef,
  RoomRef,
  Scope,
} from '@/lib/calendar/backend';
import {
  calendarUrlOf,
  canonicalPath,
  newObjectUrl,
  objectUrlOf,
  onlyRoomOf,
} from '@/lib/calendar/backends/caldav/addresses';
import { caldavCapabilities } from '@/lib/calendar/backends/caldav/capabilities';
import {
  checkChangeMeasure,
  checkDraftMeasure,
} from '@/lib/calendar/backends/caldav/check-measure';
import type { StoredText, WriteCondition } from '@/lib/calendar/backends/caldav/client';
import {
  answerInObject,
  changeObject,
  isSeries,
  leaveOutDate,
  type OpenObject,
  openObject,
} from '@/lib/calendar/backends/caldav/edit-icalendar';
import { fromTransportError } from '@/lib/calendar/backends/caldav/native-errors';
import type { createEventReading, ReadingParts } from '@/lib/calendar/backends/caldav/read-events';
import { cleanText, toCalendarObject } from '@/lib/calendar/backends/caldav/to-icalendar';
import { checkChange, checkDraft } from '@/lib/calendar/backends/shared/check-draft';
import { readCalendarObject } from '@/lib/calendar/backends/shared/icalendar/calendar-object';
import { BackendError, isBackendError, type WriteOutcome } from '@/lib/calendar/errors';
import type { Instant } from '@/lib/core/time/instant';

export interface WritingParts extends ReadingParts {
  readonly reading: ReturnType<typeof createEventReading>;
  readonly clock: () => Instant;
}

/** The writing half of the backend. Every error says whether the write may have taken effect. */
export function createEventWriting(parts: WritingParts) {
  return {
    doCreate: (draft: EventDraft, ctx: CallContext) => createEvent(parts, draft, ctx),
    doUpdate: (ref: EventRef, change: EventChange, scope: Scope, ctx: CallContext) =>
      updateEvent(parts, ref, change, scope, ctx),
    doCancel: (ref: EventRef, scope: Scope, ctx: CallContext) =>
      cancelEvent(parts, ref, scope, ctx),
    doRespond: (ref: EventRef, room: RoomRef, answer: Answer, ctx: CallContext) =>
      respond(parts, ref, room, answer, ctx),
  };
}

async function createEvent(
  parts: WritingParts,
  draft: EventDraft,
  ctx: CallContext,
): Promise<EventRef> {
  const { url, room, text } = await withOutcome('not-applied', async () => prepare(parts, draft));
  try {
    await parts.client.put(url, text, { kind: 'new' }, ctx);
  } catch (error) {
    if (!mayBeThereAlready(error)) throw error;
    return withOutcome('not-applied', () => sameEventThere(parts, draft, room, error, ctx));
  }
  return withOutcome('unknown', async () => {
    const handle = canonicalPath(url.href, url);
    const written = await readBack(parts, { uid: draft.uid, handle, room }, ctx);
    if (written.start !== draft.start || written.end !== draft.end) {
      throw new BackendError('bad-response', 'the server stored other times than were written');
    }
    return written.ref;
  });
}

function prepare(parts: WritingParts, draft: EventDraft) {
  checkDraft(draft, caldavCapabilities);
  checkDraftMeasure(draft);
  const room = onlyRoomOf(draft.rooms);
  const url = newObjectUrl(calendarUrlOf(room, parts.serverUrl), draft.uid);
  return { room, url, text: toCalendarObject(draft, room, parts.clock()) };
}

/** Refusals that servers give when the href or the uid is taken: 412, 409, and 403 of some. */
function mayBeThereAlready(error: unknown): boolean {
  return (
    isBackendError(error) &&
    error.outcome === 'not-applied' &&
    ['stale', 'conflict', 'forbidden'].includes(error.code)
  );
}

/** The same uid with the same content is the success of an earlier attempt; else it is a conflict. */
async function sameEventThere(
  parts: WritingParts,
  draft: EventDraft,
  room: RoomRef,
  refusal: unknown,
  ctx: CallContext,
): Promise<EventRef> {
  const found = await parts.reading.doFindByUid({ rooms: [room], uid: draft.uid }, ctx);
  const same =
    found &&
    found.start === draft.start &&
    found.end === draft.end &&
    found.title === cleanText(draft.title);
  if (same) return found.ref;
  if (!found && isBackendError(refusal) && refusal.code === 'forbidden') throw refusal;
  throw new BackendError('conflict', 'another event stands under this uid or name', {
    cause: refusal,
  });
}

interface Written {
  readonly uid: string;
  readonly handle: string;
  readonly room: RoomRef;
}

function readBack(
  parts: WritingParts,
  { uid, handle, room }: Written,
  ctx: CallContext,
): Promise<CalendarEvent> {
  const ref = { uid, handle, recurrenceId: null, version: null, rooms: [room] };
  return parts.reading.doGet(ref, ctx);
}

async function updateEvent(
  parts: WritingParts,
  ref: EventRef,
  change: EventChange,
  scope: Scope,
  ctx: CallContext,
): Promise<EventRef> {
  return rewrite(parts, ref, ctx, (object) => {
    checkChange(change);
    checkChangeMeasure(change);
    const target = targetOf(ref, scope, object);
    return changeObject(object, target, change, parts.clock());
  });
}

async function respond(
  parts: WritingParts,
  ref: EventRef,
  room: RoomRef,
  answer: Answer,
  ctx: CallContext,
): Promise<EventRef> {
  return rewrite(parts, ref, ctx, (object) =>
    answerInObject(object, ref, room, answer, parts.clock()),
  );
}

async function cancelEvent(
  parts: WritingParts,
  ref: EventRef,
  scope: Scope,
  ctx: CallContext,
): Promise<void> {
  const { recurrenceId } = ref;
  if (scope === 'one' && recurrenceId !== null) {
    await rewrite(parts, ref, ctx, (object) => leaveOutDate(object, recurrenceId, parts.clock()));
    return;
  }
  const url = await withOutcome('not-applied', async () =>
    objectUrlOf(ref.handle, parts.serverUrl),
  );
  if (scope === 'one') await withOutcome('not-applied', () => refuseWholeSeries(parts, ref, ctx));
  await parts.client.remove(url, conditionOf(ref.version), 'event-not-found', ctx);
}

async function refuseWholeSeries(
  parts: WritingParts,
  ref: EventRef,
  ctx: CallContext,
): Promise<void> {
  const { object } = await open(parts, ref, ctx);
  targetOf(ref, 'one', object);
}

function targetOf(ref: EventRef, scope: Scope, object: OpenObject) {
  if (scope === 'one' && ref.recurrenceId === null && isSeries(object)) {
    throw new BackendError('invalid-request', 'one date of a series must be named');
  }
  return { uid: ref.uid, recurrenceId: scope === 'one' ? ref.recurrenceId : null };
}

/** Reads the object, edits it, and writes it only over the version that was read. */
async function rewrite(
  parts: WritingParts,
  ref: EventRef,
  ctx: CallContext,
  edit: (object: OpenObject) => string,
): Promise<EventRef> {
  const { room, url, stored, text } = await withOutcome('not-applied', async () => {
    const opened = await open(parts, ref, ctx);
    return { ...opened, text: edit(opened.object) };
  });
  await putOver(parts, url, text, conditionOf(stored.version), ctx);
  return withOutcome('unknown', async () => {
    const { uid, handle, recurrenceId } = ref;
    const written = await readBack(parts, { uid, handle, room }, ctx);
    return { ...written.ref, recurrenceId };
  });
}

async function putOver(
  parts: WritingParts,
  url: URL,
  text: string,
  condition: WriteCondition,
  ctx: CallContext,
): Promise<void> {
  try {
    await parts.client.put(url, text, condition, ctx);
  } catch (error) {
    // The object was there a moment ago: what is missing is not the room.
    if (!isBackendError(error) || error.code !== 'room-not-found') throw error;
    throw new BackendError('event-not-found', error.message, {
      cause: error,
      outcome: 'not-applied',
    });
  }
}

async function open(parts: WritingParts, ref: EventRef, ctx: CallContext) {
  const room = onlyRoomOf(ref.rooms);
  const url = objectUrlOf(ref.handle, parts.serverUrl);
  const stored = await parts.client.get(url, ctx);
  if (!stored) throw new BackendError('event-not-found', 'the event is gone');
  checkVersion(ref, stored);
  const calendar = calendarUrlOf(room, parts.serverUrl);
  const { version, text } = stored;
  const object = { handle: ref.handle, version, object: readCalendarObject(text) };
  const floating = await parts.zones.of(calendar, [object], ctx);
  return { room, url, stored, object: openObject(text, ref.uid, floating) };
}

function checkVersion({ version }: EventRef, stored: StoredText): void {
  if (version !== null && stored.version !== null && version !== stored.version) {
    throw new BackendError('stale', 'the event has changed meanwhile');
  }
}

function conditionOf(version: string | null): WriteCondition {
  return version === null ? { kind: 'any' } : { kind: 'version', version };
}

/** Gives errors of the steps before and after a write the outcome that they imply. */
async function withOutcome<T>(outcome: WriteOutcome, task: () => Promise<T>): Promise<T> {
  try {
    return await task();
  } catch (error) {
    const known = fromTransportError(error, {
      method: 'write',
      writes: true,
      missing: 'event-not-found',
    });
    throw new BackendError(known.code, known.message, {
      cause: known.cause ?? known,
      outcome,
      ...(known.retryAfterMs === null ? {} : { retryAfterMs: known.retryAfterMs }),
    });
  }
}
