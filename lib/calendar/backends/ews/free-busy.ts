import type {
  CallContext,
  FreeBusyQuery,
  PeopleFreeBusyQuery,
  RoomFreeBusy,
  RoomRef,
} from '@/lib/calendar/backend';
import { mailboxesPerAvailability } from '@/lib/calendar/backends/ews/capabilities';
import type { EwsClient } from '@/lib/calendar/backends/ews/client';
import { fromDateTime } from '@/lib/calendar/backends/ews/from-calendar-item';
import {
  badAnswer,
  type EwsOperation,
  EwsRefusal,
  isRefusal,
} from '@/lib/calendar/backends/ews/native-errors';
import { addressOf } from '@/lib/calendar/backends/ews/room-address';
import { succeeded, toEnvelope } from '@/lib/calendar/backends/ews/soap';
import { element, messageAt, textElement, typeAt, typeText } from '@/lib/calendar/backends/ews/xml';
import type { XmlElement } from '@/lib/calendar/backends/shared/xml-reader';
import { BackendError, isBackendError } from '@/lib/calendar/errors';
import { peopleAsRooms, toPersonFreeBusy } from '@/lib/calendar/limits/people-as-rooms';
import { type BusyInterval, type BusyKind, withinWindow } from '@/lib/core/availability/busy';
import { addMs, dayMs, hourMs, type Instant, instant } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';

const operation: EwsOperation = { name: 'GetUserAvailability', writes: false };
const tooLong = 'ErrorTimeIntervalTooBig';

/** Whose mailboxes are asked about. */
interface Whose {
  readonly attendeeType: 'Room' | 'Required';
  /** What a BusyType means for them; null: they are free. */
  readonly kindOf: (busyType: string) => BusyKind | null;
}

const ofRooms: Whose = { attendeeType: 'Room', kindOf };
/** Who works elsewhere can be met, but perhaps not in a room. */
const ofPeople: Whose = {
  attendeeType: 'Required',
  kindOf: (busyType) => (busyType === 'WorkingElsewhere' ? 'tentative' : kindOf(busyType)),
};

/** Asks GetUserAvailability by mailboxes and by days, as far as the server lets one question go. */
export function createFreeBusyReading(client: EwsClient, availabilityDays: number) {
  /** What the server said of its own limit; learned again by every process. */
  const limit = { days: availabilityDays };
  const read = async (
    mailboxes: readonly RoomRef[],
    window: Interval,
    ctx: CallContext,
    whose: Whose,
  ) => {
    const askAll = createAsking(client, limit, whose);
    const parts = chunks(mailboxes).map((part) => readRooms(part, window, ctx, askAll));
    return (await Promise.all(parts)).flat();
  };
  return {
    doFreeBusy: ({ rooms, window }: FreeBusyQuery, ctx: CallContext) =>
      read(rooms, window, ctx, ofRooms),
    doPeopleFreeBusy: async ({ emails, window }: PeopleFreeBusyQuery, ctx: CallContext) => {
      const answers = await read(peopleAsRooms(emails), window, ctx, ofPeople);
      return answers.map(toPersonFreeBusy);
    },
  };
}

function createAsking(client: EwsClient, limit: { days: number }, whose: Whose): AskAll {
  const ask = async (
    addresses: readonly string[],
    window: Interval,
    ctx: CallContext,
  ): Promise<readonly RoomAnswer[]> => {
    const envelope = toEnvelope(toBody(addresses, window, whose), null);
    const answer = await client.ask({ operation, envelope, anchor: null }, ctx);
    const parts = messageAt(answer, 'FreeBusyResponseArray')?.children ?? [];
    if (parts.length !== addresses.length) {
      // One error may stand for the whole question.
      for (const part of parts) readPart(part, whose);
      throw badAnswer(operation, 'it answers another number of mailboxes');
    }
    const answers = parts.map((part) => readAnswer(part, whose));
    const refused = answers.find((each) => isRefusal(each, tooLong));
    if (refused) throw refused;
    return answers;
  };

  /** Learns from a refusal how long a window may be, and asks again in shorter ones. */
  const askAll: AskAll = async (addresses, window, ctx) => {
    const windows = splitWindow(window, limit.days);
    const [only] = windows;
    if (windows.length !== 1 || !only) {
      const pieces = windows.map((piece) => askAll(addresses, piece, ctx));
      return joined(await Promise.all(pieces));
    }
    const asked = limit.days;
    try {
      return await ask(addresses, only, ctx);
    } catch (error) {
      if (!isRefusal(error, tooLong) || limit.days === 1) throw error;
      limit.days = Math.min(limit.days, shorter(asked, error));
      return askAll(addresses, window, ctx);
    }
  };

  return askAll;
}

type RoomAnswer = readonly BusyInterval[] | BackendError;
type AskAll = (
  addresses: readonly string[],
  window: Interval,
  ctx: CallContext,
) => Promise<readonly RoomAnswer[]>;

async function readRooms(
  rooms: readonly RoomRef[],
  window: Interval,
  ctx: CallContext,
  askAll: AskAll,
): Promise<readonly RoomFreeBusy[]> {
  const named = rooms.filter(({ address }) => address.email);
  const asking = named.length === 0 ? [] : askAll(named.map(addressOf), window, ctx);
  const answers = await Promise.resolve(asking).catch((error: unknown) => {
    if (!isBackendError(error)) throw error;
    return named.map(() => error);
  });
  const byRoom = new Map(named.map((room, index) => [room, answers[index]]));
  return rooms.map((room) => toRoomFreeBusy(room, byRoom.get(room), window));
}

function toRoomFreeBusy(
  { roomId }: RoomRef,
  answer: RoomAnswer | undefined,
  window: Interval,
): RoomFreeBusy {
  if (answer === undefined) {
    const error = new BackendError('room-not-found', 'the room has no mailbox address');
    return { roomId, known: false, error };
  }
  if (isBackendError(answer)) return { roomId, known: false, error: answer };
  return { roomId, known: true, busy: withinWindow(answer, window) };
}

function chunks(rooms: readonly RoomRef[]): readonly (readonly RoomRef[])[] {
  const parts: (readonly RoomRef[])[] = [];
  for (let at = 0; at < rooms.length; at += mailboxesPerAvailability) {
    parts.push(rooms.slice(at, at + mailboxesPerAvailability));
  }
  return parts;
}

function splitWindow({ start, end }: Interval, days: number): readonly Interval[] {
  const pieces: Interval[] = [];
  for (let from = start; from < end; from = addMs(from, days * dayMs)) {
    pieces.push({ start: from, end: instant(Math.min(end, from + days * dayMs)) });
  }
  return pieces;
}

/** The answers of one window after the other, room by room; one that failed is unknown throughout. */
function joined(pieces: readonly (readonly RoomAnswer[])[]): readonly RoomAnswer[] {
  const [first = []] = pieces;
  return first.map((_, room) => {
    const parts = pieces.map((answers) => answers[room] ?? []);
    const failed = parts.find(isBackendError);
    return failed ?? mergeCut(parts.flatMap((part) => (isBackendError(part) ? [] : part)));
  });
}

/** An event over the border of two windows is told by both, whole. */
function mergeCut(busy: readonly BusyInterval[]): readonly BusyInterval[] {
  const seen = new Set<string>();
  return busy.filter(({ start, end, kind }) => {
    const key = `${start} ${end} ${kind}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function shorter(asked: number, error: unknown): number {
  const cause = isBackendError(error) ? error.cause : null;
  const told = cause instanceof EwsRefusal ? cause.allowedDays : null;
  return told !== null && told >= 1 && told < asked ? told : Math.max(1, Math.floor(asked / 2));
}

/** The zone is said to be UTC, and the window is never so short that a server reads it as none. */
function toBody(
  addresses: readonly string[],
  { start, end }: Interval,
  { attendeeType }: Whose,
): string {
  const lasts = Math.max(end, start + hourMs);
  const window = element(
    't:TimeWindow',
    {},
    textElement('t:StartTime', toLocal(start)),
    textElement('t:EndTime', toLocal(instant(Math.ceil(lasts / 1_000) * 1_000))),
  );
  const options = element(
    't:FreeBusyViewOptions',
    {},
    window,
    textElement('t:MergedFreeBusyIntervalInMinutes', 30),
    textElement('t:RequestedView', 'FreeBusy'),
  );
  const mailboxes = addresses.map((address) =>
    element(
      't:MailboxData',
      {},
      element('t:Email', {}, textElement('t:Address', address)),
      textElement('t:AttendeeType', attendeeType),
      textElement('t:ExcludeConflicts', false),
    ),
  );
  const data = element('m:MailboxDataArray', {}, ...mailboxes);
  return element('m:GetUserAvailabilityRequest', {}, utc, data, options);
}

/** Whole seconds, which is all that it can say; what is too much is clipped afterwards. */
function toLocal(at: Instant): string {
  const whole = Math.floor(at / 1_000) * 1_000;
  return new Date(whole).toISOString().slice(0, 'yyyy-MM-ddTHH:mm:ss'.length);
}

function noChange(name: string): string {
  return element(
    name,
    {},
    textElement('t:Bias', 0),
    textElement('t:Time', '00:00:00'),
    textElement('t:DayOrder', 0),
    textElement('t:Month', 0),
    textElement('t:DayOfWeek', 'Sunday'),
  );
}

const utc = element(
  't:TimeZone',
  {},
  textElement('t:Bias', 0),
  noChange('t:StandardTime'),
  noChange('t:DaylightTime'),
);

function readAnswer(part: XmlElement, whose: Whose): RoomAnswer {
  try {
    return readPart(part, whose);
  } catch (error) {
    if (isBackendError(error)) return error;
    return badAnswer(operation, error instanceof Error ? error.message : 'unreadable', error);
  }
}

/** Views that tell every event by itself; of any lesser one nothing is known. */
const tellingViews = new Set(['FreeBusy', 'FreeBusyMerged', 'Detailed', 'DetailedMerged']);

function readPart(part: XmlElement, whose: Whose): readonly BusyInterval[] {
  const message = messageAt(part, 'ResponseMessage');
  if (!message) throw badAnswer(operation, 'a mailbox has no response');
  succeeded(message, operation);
  const view = messageAt(part, 'FreeBusyView');
  if (!view || !tellingViews.has(typeText(view, 'FreeBusyViewType')?.trim() ?? '')) {
    throw new BackendError('forbidden', 'the server does not tell when this mailbox is busy');
  }
  const events = typeAt(view, 'CalendarEventArray')?.children ?? [];
  return events.flatMap((event) => readEvent(event, whose));
}

function readEvent(event: XmlElement, whose: Whose): readonly BusyInterval[] {
  const busyType = typeText(event, 'BusyType')?.trim() ?? '';
  if (busyType === 'NoData') throw badAnswer(operation, 'a part of the window is not known');
  const kind = whose.kindOf(busyType);
  if (kind === null) return [];
  const start = fromDateTime(typeText(event, 'StartTime')?.trim() ?? '');
  const end = fromDateTime(typeText(event, 'EndTime')?.trim() ?? '');
  if (end <= start) return [];
  return [{ start, end, kind }];
}

function kindOf(busyType: string): BusyKind | null {
  if (busyType === 'Free') return null;
  return busyType === 'Tentative' ? 'tentative' : 'busy';
}
