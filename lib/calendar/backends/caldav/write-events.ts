import type {
  Answer,
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
import type { StoredText, WriteCondition, WriteTerms } from '@/lib/calendar/backends/caldav/client';
import { answerInObject, changeObject } from '@/lib/calendar/backends/caldav/edit-icalendar';
import { leaveOutDate } from '@/lib/calendar/backends/caldav/edit-series';
import { isSeriesOf } from '@/lib/calendar/backends/caldav/is-series-of';
import { fromTransportError } from '@/lib/calendar/backends/caldav/native-errors';
import { isSeries, type OpenObject, openObject } from '@/lib/calendar/backends/caldav/open-object';
import {
  type createEventReading,
  pickEvent,
  type ReadingParts,
  readStored,
} from '@/lib/calendar/backends/caldav/read-events';
import { toCalendarObject } from '@/lib/calendar/backends/caldav/to-icalendar';
import { checkChange, checkDraft } from '@/lib/calendar/backends/shared/check-draft';
import { readCalendarObject } from '@/lib/calendar/backends/shared/icalendar/calendar-object';
import { cleanText } from '@/lib/calendar/backends/shared/icalendar/property-writers';
import { targetDate } from '@/lib/calendar/backends/shared/series/target-date';
import {
  BackendError,
  type BackendErrorCode,
  isBackendError,
  type WriteOutcome,
} from '@/lib/calendar/errors';
import type { Clock } from '@/lib/core/time/clock';
import type { Instant } from '@/lib/core/time/instant';

export interface WritingParts extends ReadingParts {
  readonly reading: ReturnType<typeof createEventReading>;
  readonly clock: Clock;
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
    await parts.client.put(url, text, { condition: { kind: 'new' } }, ctx);
  } catch (error) {
    if (!mayBeThereAlready(error)) throw error;
    return withOutcome('not-applied', () => sameEventThere(parts, draft, room, error, ctx));
  }
  return withOutcome('unknown', async () => {
    const handle = canonicalPath(url.href, url);
    const read = await readStored(parts, { handle, rooms: [room] }, ctx);
    const written = pickEvent(read, { uid: draft.uid, recurrenceId: null });
    const kept = written.start === draft.start && written.end === draft.end;
    if (!kept || !isSeriesOf(draft, read.stored.object, read.floating)) {
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
  const text = toCalendarObject(draft, room, parts.clock.now());
  if (!isSeriesOf(draft, readCalendarObject(text), { kind: 'utc' })) {
    throw new BackendError('unsupported', 'a series of this kind cannot be written here');
  }
  return { room, url, text };
}

/**
 * Refusals that servers give when the href or the uid is taken: 412, 409, and 403 of some; and 405
 * of one when there is no such calendar.
 */
export function mayBeThereAlready(error: unknown): boolean {
  return (
    isBackendError(error) &&
    error.outcome === 'not-applied' &&
    ['stale', 'conflict', ...otherReasons].includes(error.code)
  );
}

/** Refusals that mean what they say when the uid is not there. */
export const otherReasons: readonly BackendErrorCode[] = ['forbidden', 'unsupported'];

/** The same uid with the same content is the success of an earlier attempt; else it is a conflict. */
async function sameEventThere(
  parts: WritingParts,
  draft: EventDraft,
  room: RoomRef,
  refusal: unknown,
  ctx: CallContext,
): Promise<EventRef> {
  const found = await parts.reading.doFindByUid({ rooms: [room], uid: draft.uid }, ctx);
  const read = found && (await readStored(parts, found.ref, ctx));
  const same =
    found &&
    read &&
    isSeriesOf(draft, read.stored.object, read.floating) &&
    found.start === draft.start &&
    found.end === draft.end &&
    found.title === cleanText(draft.title);
  if (same) return found.ref;
  if (!found && isBackendError(refusal) && otherReasons.includes(refusal.code)) throw refusal;
  throw new BackendError('conflict', 'another event stands under this uid or name', {
    cause: refusal,
  });
}

async function updateEvent(
  parts: WritingParts,
  ref: EventRef,
  change: EventChange,
  scope: Scope,
  ctx: CallContext,
): Promise<EventRef> {
  const written = await rewrite(parts, ref, ctx, (object) => {
    checkChange(change, scope, caldavCapabilities);
    checkChangeMeasure(change);
    const recurrenceId = targetDate(ref, scope, isSeries(object));
    return changeObject(object, { uid: ref.uid, recurrenceId }, change, parts.clock.now());
  });
  return { ...written, recurrenceId: scope === 'one' ? ref.recurrenceId : null };
}

async function respond(
  parts: WritingParts,
  ref: EventRef,
  room: RoomRef,
  answer: Answer,
  ctx: CallContext,
): Promise<EventRef> {
  const { email } = room.address;
  const written = await rewrite(
    parts,
    ref,
    ctx,
    (object) => answerInObject(object, ref, room, answer, parts.clock.now()),
    email === undefined ? {} : { scheduleAs: email },
  );
  return { ...written, recurrenceId: ref.recurrenceId };
}

async function cancelEvent(
  parts: WritingParts,
  ref: EventRef,
  scope: Scope,
  ctx: CallContext,
): Promise<void> {
  const { recurrenceId } = ref;
  if (scope === 'one' && recurrenceId !== null) {
    return cancelDate(parts, ref, recurrenceId, ctx);
  }
  const url = await withOutcome('not-applied', async () =>
    objectUrlOf(ref.handle, parts.serverUrl),
  );
  if (scope === 'one') await withOutcome('not-applied', () => refuseWholeSeries(parts, ref, ctx));
  await removeSurely(parts, url, { condition: conditionOf(ref.version) }, ctx);
}

/**
 * A 404 may be a proxy's that has lost its way for a moment: an event is gone when a look at it says
 * so too. Else it would stay behind with nobody to look after it.
 */
export async function removeSurely(
  { client }: Pick<WritingParts, 'client'>,
  url: URL,
  terms: WriteTerms,
  ctx: CallContext,
): Promise<void> {
  try {
    await client.remove(url, terms, 'event-not-found', ctx);
  } catch (error) {
    if (!isBackendError(error) || error.code !== 'event-not-found') throw error;
    const left = await withOutcome('not-applied', () => client.get(url, ctx));
    if (left === null) throw error;
    throw new BackendError('bad-response', 'the server called an event gone that it has', {
      cause: error,
      outcome: 'not-applied',
    });
  }
}

/** The last date that is left takes the event with it. */
async function cancelDate(
  parts: WritingParts,
  ref: EventRef,
  recurrenceId: Instant,
  ctx: CallContext,
): Promise<void> {
  const { url, stored, text } = await withOutcome('not-applied', async () => {
    const opened = await open(parts, ref, ctx);
    return { ...opened, text: leaveOutDate(opened.object, recurrenceId, parts.clock.now()) };
  });
  const condition = conditionOf(stored.version);
  if (text === null) await parts.client.remove(url, { condition }, 'event-not-found', ctx);
  else await putOver(parts, { url, text, condition }, ctx);
}

async function refuseWholeSeries(
  parts: WritingParts,
  ref: EventRef,
  ctx: CallContext,
): Promise<void> {
  const { object } = await open(parts, ref, ctx);
  targetDate(ref, 'one', isSeries(object));
}

/** Reads the object, edits it, and writes it only over the version that was read. */
async function rewrite(
  parts: WritingParts,
  ref: EventRef,
  ctx: CallContext,
  edit: (object: OpenObject) => string,
  terms: Pick<WriteTerms, 'scheduleAs'> = {},
): Promise<EventRef> {
  const { room, url, stored, text } = await withOutcome('not-applied', async () => {
    const opened = await open(parts, ref, ctx);
    return { ...opened, text: edit(opened.object) };
  });
  await putOver(parts, { url, text, condition: conditionOf(stored.version), ...terms }, ctx);
  return withOutcome('unknown', async () => {
    const { uid, handle } = ref;
    const read = await readStored(parts, { handle, rooms: [room] }, ctx);
    return pickEvent(read, { uid, recurrenceId: null }).ref;
  });
}

interface Rewriting extends WriteTerms {
  readonly url: URL;
  readonly text: string;
}

/** Over an object that was there a moment ago: what is missing then is not the room. */
export async function putOver(
  { client }: Pick<WritingParts, 'client'>,
  { url, text, ...terms }: Rewriting,
  ctx: CallContext,
): Promise<void> {
  try {
    await client.put(url, text, terms, ctx);
  } catch (error) {
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

export function conditionOf(version: string | null): WriteCondition {
  return version === null ? { kind: 'any' } : { kind: 'version', version };
}

/** Gives errors of the steps before and after a write the outcome that they imply. */
export async function withOutcome<T>(outcome: WriteOutcome, task: () => Promise<T>): Promise<T> {
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
