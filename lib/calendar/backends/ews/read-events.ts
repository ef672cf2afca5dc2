import type {
  Answer,
  CalendarBackend,
  CalendarEvent,
  CallContext,
  FindByUidQuery,
  RoomAnswer,
  RoomRef,
} from '@/lib/calendar/backend';
import { type EwsClient, toItemId } from '@/lib/calendar/backends/ews/client';
import {
  type EventPlaces,
  eventGone,
  isUnsent,
  type Located,
} from '@/lib/calendar/backends/ews/event-places';
import type { CalendarItem } from '@/lib/calendar/backends/ews/from-calendar-item';
import { toHandle } from '@/lib/calendar/backends/ews/handle';
import type { ListDates } from '@/lib/calendar/backends/ews/list-dates';
import { isRefusal } from '@/lib/calendar/backends/ews/native-errors';
import { addressOf } from '@/lib/calendar/backends/ews/room-address';
import { isInvited, type RoomAnswers } from '@/lib/calendar/backends/ews/room-answers';
import { requireSeries } from '@/lib/calendar/backends/ews/series';
import { kindForRooms } from '@/lib/calendar/backends/shared/kind-for-rooms';
import { isBackendError } from '@/lib/calendar/errors';
import { expandRule } from '@/lib/core/recurrence/expand-rule';
import { isRuleProblem } from '@/lib/core/recurrence/rule-problem';
import { addMs, dayMs, type Instant, instant } from '@/lib/core/time/instant';
import { byStart, type Interval, overlaps } from '@/lib/core/time/interval';

export interface ReadingParts {
  readonly client: EwsClient;
  readonly places: EventPlaces;
  readonly listDates: ListDates;
  readonly answers: RoomAnswers;
}

type Reading = Pick<
  CalendarBackend,
  'doListEvents' | 'doFindByUid' | 'doGet' | 'doListOccurrences'
>;

const mostDates = 2_000;
const itemsPerGet = 100;

export function createEventReading(parts: ReadingParts): Reading {
  const { places, listDates, answers } = parts;
  return {
    async doListEvents({ room, window }, ctx) {
      const mailbox = addressOf(room);
      const dates = await listDates(mailbox, window, ctx);
      const whole = await withDetails(parts.client, mailbox, dates, ctx);
      return { events: whole.map((date) => fromRoomDate(date, room)), nextCursor: null };
    },
    async doFindByUid(query, ctx) {
      const located = await findByUid(parts, query, ctx);
      const { rooms } = query;
      if (!located) return null;
      return toWholeEvent(located, rooms, await answers(located, located.item, rooms, ctx));
    },
    async doGet(ref, ctx) {
      const located = await places.locate(ref, ctx);
      if (ref.recurrenceId === null) {
        const told = await answers(located, located.item, ref.rooms, ctx);
        return toWholeEvent(located, ref.rooms, told);
      }
      const date = await readDate(parts.client, located, ref.recurrenceId, ctx);
      const told = await answers(located, date, ref.rooms, ctx);
      return toEvent(located, date, ref.rooms, told);
    },
    async doListOccurrences({ ref, window }, ctx) {
      const located = await places.locate(ref, ctx);
      const dates = await datesOf(parts.client, located, window, ctx);
      const events = dates.map(async (date) => {
        const told = await answers(located, date, ref.rooms, ctx);
        return toEvent(located, date, ref.rooms, told);
      });
      return Promise.all(events);
    },
  };
}

/**
 * In the rooms' own calendars first, which lead to the organiser; what a room declined is no longer in
 * its calendar, so that of the person for whom we act is asked as well.
 */
async function findByUid(
  { places }: ReadingParts,
  { rooms, uid, unfinished = false }: FindByUidQuery,
  ctx: CallContext,
): Promise<Located | null> {
  const owners = new Map<string, string | null>();
  if (ctx.onBehalfOf) owners.set(ctx.onBehalfOf.toLowerCase(), null);
  const copies = rooms.map(async (room) => {
    const mailbox = addressOf(room);
    const [copy] = await places.search(mailbox, uid, ctx);
    if (copy) owners.set(organizerOf(copy, mailbox), mailbox);
  });
  await Promise.all(copies);
  for (const [owner, room] of owners) {
    const located = await readOwned(places, owner, room, uid, ctx);
    const isThere = ({ item, mailbox }: Located) =>
      rooms.some((each) => isInvited(item, mailbox, each));
    if (!located || !isThere(located)) continue;
    if (unfinished || !isUnsent(located)) return located;
  }
  return null;
}

/** As its owner has it; where that calendar is not for us, as the room has it. */
async function readOwned(
  places: EventPlaces,
  owner: string,
  room: string | null,
  uid: string,
  ctx: CallContext,
): Promise<Located | null> {
  const read = async (mailbox: string) => {
    const item = await places.inCalendar(mailbox, uid, ctx);
    return item && { mailbox, item };
  };
  try {
    return await read(owner);
  } catch (error) {
    const code = isBackendError(error) ? error.code : null;
    if (code !== 'room-not-found' && (code !== 'forbidden' || room === null)) throw error;
    return room === null ? null : read(room);
  }
}

function organizerOf({ organizer }: CalendarItem, mailbox: string): string {
  return organizer?.email.toLowerCase() ?? mailbox;
}

/** One date of a series by its original start. @throws BackendError `event-not-found` */
export async function readDate(
  client: EwsClient,
  { mailbox, item }: Located,
  recurrenceId: Instant,
  ctx: CallContext,
): Promise<CalendarItem> {
  if (item.type !== 'RecurringMaster') throw eventGone();
  const planned = plannedDates(item, recurrenceId, recurrenceId);
  const date = planned.find((each) => each.originalStart === recurrenceId);
  if (!date) throw eventGone();
  const [whole] = await withOwnTexts(client, mailbox, item, [date], ctx);
  return whole ?? date;
}

async function datesOf(
  client: EwsClient,
  { mailbox, item }: Located,
  window: Interval,
  ctx: CallContext,
): Promise<readonly CalendarItem[]> {
  if (item.type !== 'RecurringMaster') return overlaps(item, window) ? [item] : [];
  const moved = item.modified.map(({ originalStart }) => originalStart);
  const last = instant(Math.max(window.end, ...moved));
  const dates = plannedDates(item, item.start, last).filter((date) => overlaps(date, window));
  return (await withOwnTexts(client, mailbox, item, dates, ctx)).toSorted(byStart);
}

/** The dates whose original start lies in the range, each where it now stands. */
function plannedDates(item: CalendarItem, from: Instant, to: Instant): readonly CalendarItem[] {
  const series = requireSeries(item);
  const until = addMs(to, series.durationMs + dayMs);
  const expansion = expandRule({ ...series, bounds: { until, most: mostDates } });
  if (isRuleProblem(expansion)) throw eventGone();
  const moved = new Map(series.overrides.map((each) => [each.recurrenceId, each]));
  return expansion.occurrences
    .filter(({ recurrenceId }) => recurrenceId >= from && recurrenceId <= to)
    .map(({ recurrenceId, start, end }) => {
      const override = moved.get(recurrenceId);
      return {
        ...item,
        start: override?.start ?? start,
        end: override?.end ?? end,
        type: override ? ('Exception' as const) : ('Occurrence' as const),
        originalStart: recurrenceId,
        id: override?.id ?? item.id,
      };
    });
}

/** Exceptions are items of their own, with texts and answers of their own. */
async function withOwnTexts(
  client: EwsClient,
  mailbox: string,
  master: CalendarItem,
  dates: readonly CalendarItem[],
  ctx: CallContext,
): Promise<readonly CalendarItem[]> {
  const exceptions = dates.filter(({ type }) => type === 'Exception');
  const whole = await withDetails(client, mailbox, exceptions, ctx);
  const own = new Map(whole.map((date) => [date.originalStart, { ...date, notes: master.notes }]));
  return dates.map((date) => own.get(date.originalStart) ?? date);
}

/** The same dates with all that only GetItem tells; what is gone meanwhile is left out. */
async function withDetails(
  client: EwsClient,
  mailbox: string,
  dates: readonly CalendarItem[],
  ctx: CallContext,
): Promise<readonly CalendarItem[]> {
  const ids = [...new Set(dates.map(({ id }) => id))];
  const byId = new Map<string, CalendarItem>();
  for (let at = 0; at < ids.length; at += itemsPerGet) {
    const asked = ids.slice(at, at + itemsPerGet);
    const results = await client.get(
      mailbox,
      asked.map((id) => toItemId(id)),
      ctx,
    );
    for (const [index, result] of results.entries()) {
      if (result.ok) byId.set(asked[index] ?? '', result.item);
      else if (!isRefusal(result.error, 'ErrorItemNotFound')) throw result.error;
    }
  }
  return dates.flatMap((date) => {
    const { start, end, type, originalStart } = date;
    const whole = byId.get(date.id);
    return whole ? [{ ...whole, start, end, type, originalStart }] : [];
  });
}

function toWholeEvent(
  located: Located,
  rooms: readonly RoomRef[],
  answers: readonly RoomAnswer[],
): CalendarEvent {
  return toEvent(located, { ...located.item, originalStart: null }, rooms, answers);
}

/** A date of an event of ours or of others, as its owner's calendar has it. */
function toEvent(
  { mailbox, item: whole }: Located,
  date: CalendarItem,
  rooms: readonly RoomRef[],
  answers: readonly RoomAnswer[],
): CalendarEvent {
  const { notes } = whole;
  const asked = new Set([...rooms.map(addressOf), ...(notes?.rooms ?? [])]);
  const people = date.invitees.filter(({ email }) => !asked.has(email.toLowerCase()));
  return {
    ref: {
      uid: whole.uid,
      recurrenceId: date.originalStart,
      handle: toHandle({ mailbox, uid: whole.uid }),
      version: whole.changeKey,
      rooms: rooms.filter((room) => answers.some(({ roomId }) => roomId === room.roomId)),
    },
    start: date.start,
    end: date.end,
    kind: kindForRooms(kindOf(date), answers),
    title: date.title,
    organizer: notes?.organizer ?? whole.organizer,
    attendees: people.map(({ answer: _answer, ...person }) => person),
    visibility: date.isPrivate ? 'private' : 'default',
    answers,
  };
}

/** A date as it stands in a room's own calendar. */
function fromRoomDate(date: CalendarItem, room: RoomRef): CalendarEvent {
  const mailbox = addressOf(room);
  const owner = organizerOf(date, mailbox);
  const isAsked = owner !== mailbox;
  const answer = isAsked || date.myAnswer === 'declined' ? toAnswer(date.myAnswer) : 'accepted';
  return {
    ref: {
      uid: date.uid,
      recurrenceId: date.originalStart,
      handle: toHandle({ mailbox: owner, uid: date.uid }),
      // The change key here is that of the room's copy, which is not what is changed.
      version: isAsked ? null : date.changeKey,
      rooms: [room],
    },
    start: date.start,
    end: date.end,
    kind: kindForRooms(kindOf(date), [{ roomId: room.roomId, answer }]),
    title: date.title,
    organizer: date.notes?.organizer ?? date.organizer,
    attendees: date.invitees
      .filter(({ email }) => email.toLowerCase() !== mailbox)
      .map(({ answer: _answer, ...person }) => person),
    visibility: date.isPrivate ? 'private' : 'default',
    answers: [{ roomId: room.roomId, answer }],
  };
}

function toAnswer(answer: CalendarItem['myAnswer']): Answer {
  return answer === 'unknown' ? 'pending' : answer;
}

function kindOf({ isCancelled, freeBusy }: CalendarItem): CalendarEvent['kind'] {
  if (isCancelled || freeBusy === 'Free') return 'free';
  return freeBusy === 'Tentative' ? 'tentative' : 'busy';
}
