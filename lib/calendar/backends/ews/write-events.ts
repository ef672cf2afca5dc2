import type {
  CalendarBackend,
  CallContext,
  EventChange,
  EventDraft,
  EventRef,
  RoomRef,
} from '@/lib/calendar/backend';
import { createSeriesWriting } from '@/lib/calendar/backends/ews/change-series';
import { toItemId } from '@/lib/calendar/backends/ews/client';
import { isUnsent, type Located } from '@/lib/calendar/backends/ews/event-places';
import type { CalendarItem } from '@/lib/calendar/backends/ews/from-calendar-item';
import type { Telling } from '@/lib/calendar/backends/ews/item-writer';
import { fingerprintOf, toNotes } from '@/lib/calendar/backends/ews/notes';
import { createOneAtATime } from '@/lib/calendar/backends/ews/one-at-a-time';
import { addressOf } from '@/lib/calendar/backends/ews/room-address';
import { toCalendarItem, toUpdates } from '@/lib/calendar/backends/ews/to-calendar-item';
import { toRecurrence } from '@/lib/calendar/backends/ews/to-recurrence';
import {
  checkTimes,
  newRef,
  refused,
  toRoomNotes,
  type WritingParts,
} from '@/lib/calendar/backends/ews/write-parts';
import { beforeWriting } from '@/lib/calendar/backends/ews/write-phases';
import { checkChange, checkDraft } from '@/lib/calendar/backends/shared/check-draft';
import { isTimeChange } from '@/lib/calendar/backends/shared/series/change-series';
import { checkSeries } from '@/lib/calendar/backends/shared/series/check-series';
import { draftSeries } from '@/lib/calendar/backends/shared/series/draft-series';
import { targetDate } from '@/lib/calendar/backends/shared/series/target-date';
import { unsupported } from '@/lib/calendar/backends/shared/unsupported';
import { BackendError, isBackendError } from '@/lib/calendar/errors';
import { addMs, hourMs, instant } from '@/lib/core/time/instant';

type Writing = Pick<CalendarBackend, 'doCreate' | 'doUpdate' | 'doCancel' | 'doRespond'>;

export function createEventWriting(parts: WritingParts): Writing {
  const { writer, places, capabilities } = parts;
  const invites = capabilities.writeMode === 'invite';
  const telling: Telling = invites ? 'everybody' : 'nobody';
  const oneAtATime = createOneAtATime();
  const series = createSeriesWriting(parts, telling);

  const create = async (draft: EventDraft, owner: string, ctx: CallContext) => {
    const existing = await findBefore(parts, draft, owner, ctx);
    if (existing && existing.notes?.stage !== 'unsent')
      return sameOrConflict(existing, draft, owner);
    if (existing) await writer.remove(owner, existing.id, 'nobody', ctx);
    if (draft.recurrence && draft.recurrence.exceptions.length > 0) {
      return series.create(draft, owner, ctx);
    }
    const recurrence = draft.recurrence ? toRecurrence(draftSeries(draft, draft.recurrence)) : null;
    const item = toCalendarItem(draft, toNotes(draft, 'done'), recurrence);
    const written = await writer.create(owner, item, telling, ctx);
    return newRef(draft, owner, written.changeKey);
  };

  /** The event as a whole, as the caller knows it. */
  const locate = async (
    ref: EventRef,
    ctx: CallContext,
    find = places.locate,
  ): Promise<Located> => {
    const located = await beforeWriting(find(ref, ctx));
    const { organizer, changeKey } = located.item;
    const owner = organizer?.email.toLowerCase() ?? located.mailbox;
    if (owner !== located.mailbox) {
      throw refused('forbidden', 'the calendar of the organiser is closed to us');
    }
    if (ref.version !== null && ref.version !== changeKey) {
      throw refused('stale', 'the event has changed since it was read');
    }
    return located;
  };

  const updateWhole = async (
    { mailbox, item }: Located,
    ref: EventRef,
    change: EventChange,
    ctx: CallContext,
  ): Promise<EventRef> => {
    checkTimes(item, change);
    if (change.recurrence) throw refused('invalid-request', 'only a series has a rule');
    const updates = [...toUpdates(change), ...toRoomNotes(item.notes, change)];
    const rooms = change.rooms ?? ref.rooms;
    if (updates.length === 0) return { ...ref, recurrenceId: null, version: item.changeKey };
    const target = toItemId(item.id, item.changeKey);
    const { changeKey } = await writer.update(mailbox, target, updates, telling, ctx);
    return { ...ref, recurrenceId: null, version: changeKey, rooms };
  };

  return {
    async doCreate(draft, ctx) {
      checkDraft(draft, capabilities);
      if (draft.recurrence) checkSeries(draftSeries(draft, draft.recurrence));
      if (ctx.signal.aborted) throw leftBefore();
      const owner = invites ? draft.organizer.email.toLowerCase() : addressOf(roomOf(draft.rooms));
      return oneAtATime(`${owner} ${draft.uid}`, () => create(draft, owner, ctx));
    },
    async doUpdate(ref, change, scope, ctx) {
      checkChange(change, scope, capabilities);
      const located = await locate(ref, ctx);
      const isSeries = located.item.type === 'RecurringMaster';
      const date = targetDate(ref, scope, isSeries);
      if (change.rooms) await requireRooms(parts, change.rooms, ctx);
      if (date !== null) return series.updateDate(located, ref, date, change, ctx);
      if (isSeries && isTimeChange(change)) return series.updateTimes(located, ref, change, ctx);
      return updateWhole(located, ref, change, ctx);
    },
    async doCancel(ref, scope, ctx) {
      const located = await locate(ref, ctx, places.locateAny);
      const { item, mailbox } = located;
      const date = targetDate(ref, scope, item.type === 'RecurringMaster');
      if (date !== null && !series.isLastDate(item, date)) {
        return series.removeDate(located, date, ctx);
      }
      await writer.remove(mailbox, item.id, isUnsent(located) ? 'nobody' : telling, ctx);
    },
    async doRespond() {
      return unsupported('rooms answer by themselves or by their delegates here');
    },
  };
}

function roomOf([room]: readonly RoomRef[]): RoomRef {
  if (!room) throw refused('invalid-request', 'no room is named');
  return room;
}

/** What is there under this uid already; and whether its rooms are there at all. */
async function findBefore(
  parts: WritingParts,
  draft: EventDraft,
  owner: string,
  ctx: CallContext,
): Promise<CalendarItem | null> {
  const [existing] = await Promise.all([
    beforeWriting(parts.places.inCalendar(owner, draft.uid, ctx)).catch((error: unknown) => {
      const missing = isBackendError(error) && error.code === 'room-not-found';
      if (!missing || parts.capabilities.writeMode === 'direct') throw error;
      throw refused('invalid-request', 'the organiser has no mailbox on this server');
    }),
    requireRooms(parts, draft.rooms, ctx),
  ]);
  return existing;
}

/** Any hour: it is asked only whether there is such a mailbox. */
const soon = instant(Date.UTC(2030, 0, 1));

/** A meeting request to nobody is written without complaint, so rooms are asked for beforehand. */
async function requireRooms(
  { doFreeBusy, capabilities }: WritingParts,
  rooms: readonly RoomRef[],
  ctx: CallContext,
): Promise<void> {
  for (const room of rooms) addressOf(room);
  if (capabilities.writeMode === 'direct') return;
  const window = { start: soon, end: addMs(soon, hourMs) };
  const answers = await beforeWriting(doFreeBusy({ rooms, window }, ctx));
  for (const answer of answers) {
    if (!answer.known) await beforeWriting(Promise.reject(answer.error));
  }
}

function sameOrConflict(existing: CalendarItem, draft: EventDraft, owner: string): EventRef {
  if (existing.notes?.fingerprint === fingerprintOf(draft)) {
    return newRef(draft, owner, existing.changeKey);
  }
  throw refused('conflict', 'another event has this uid');
}

function leftBefore(): BackendError {
  return new BackendError('aborted', 'the caller had left', { outcome: 'not-applied' });
}
