import { z } from 'zod';
import type { RoomFreeBusy, RoomRef } from '@/lib/calendar/backend';
import { mailboxOf } from '@/lib/calendar/backends/graph/addresses';
import { fromGraphTime } from '@/lib/calendar/backends/graph/graph-time';
import { BackendError, type BackendErrorCode } from '@/lib/calendar/errors';
import { type BusyInterval, type BusyKind, withinWindow } from '@/lib/core/availability/busy';
import { addMs, type Instant, minuteMs } from '@/lib/core/time/instant';
import { type Interval, overlaps } from '@/lib/core/time/interval';

/** Minutes that one sign of the view stands for; Graph takes 5 to 1440. */
export const viewMinutes = 15;

const time = z.looseObject({ dateTime: z.string(), timeZone: z.string().nullish() });
const scheduleInformation = z.looseObject({
  scheduleId: z.string(),
  availabilityView: z.string().nullish(),
  scheduleItems: z
    .array(z.looseObject({ status: z.string().nullish(), start: time, end: time }))
    .nullish(),
  error: z
    .looseObject({ responseCode: z.string().nullish(), message: z.string().nullish() })
    .nullish(),
});
export const scheduleAnswer = z.looseObject({ value: z.array(scheduleInformation) });

export type ScheduleInformation = z.output<typeof scheduleInformation>;

/** Whose schedules they are: it decides what working elsewhere means. */
export type Whose = 'rooms' | 'people';

export interface ScheduleQuestion {
  /** People are asked as rooms of their addresses. */
  readonly rooms: readonly RoomRef[];
  readonly whose: Whose;
  readonly window: Interval;
  /** When the view that was asked for begins. */
  readonly viewStart: Instant;
}

/**
 * What getSchedule says of each room, in the order asked. A room that is not answered, or answered
 * with an error or with a time that cannot be read, is not known.
 */
export function fromSchedules(
  schedules: readonly ScheduleInformation[],
  question: ScheduleQuestion,
): readonly RoomFreeBusy[] {
  const byAddress = new Map(schedules.map((each) => [each.scheduleId.trim().toLowerCase(), each]));
  return question.rooms.map((room) => {
    const schedule = byAddress.get(mailboxOf(room));
    const busy = schedule ? fromSchedule(schedule, question) : unanswered();
    const { roomId } = room;
    return busy instanceof BackendError
      ? { roomId, known: false, error: busy }
      : { roomId, known: true, busy };
  });
}

function fromSchedule(
  schedule: ScheduleInformation,
  { whose, window, viewStart }: ScheduleQuestion,
): readonly BusyInterval[] | BackendError {
  if (schedule.error) return toError(schedule.error.responseCode ?? '');
  const { scheduleItems, availabilityView } = schedule;
  if (!scheduleItems && typeof availabilityView !== 'string') return unanswered();
  const items = (scheduleItems ?? []).map((item) => toPiece(item, whose));
  if (items.some((item) => item === null)) {
    return new BackendError('bad-response', 'a schedule holds a time that cannot be read');
  }
  const pieces = items.filter((item) => item !== null);
  const hidden = viewPieces(availabilityView ?? '', viewStart, whose).filter(
    (cell) => !pieces.some((piece) => overlaps(piece, cell)),
  );
  return withinWindow([...pieces, ...joined(hidden)].filter(isTaken), window);
}

type Piece = Interval & { readonly kind: BusyKind | 'free' };

type ScheduleItem = NonNullable<ScheduleInformation['scheduleItems']>[number];

function toPiece({ status, start, end }: ScheduleItem, whose: Whose): Piece | null {
  const from = fromGraphTime(start.dateTime, start.timeZone ?? null);
  const to = fromGraphTime(end.dateTime, end.timeZone ?? null);
  if (from === null || to === null || to < from) return null;
  return { start: from, end: to, kind: kindOf(status ?? '', whose) };
}

/**
 * Away and working elsewhere are busy: a room can be neither. Somebody who works elsewhere can be met,
 * but perhaps not in a room.
 */
function kindOf(status: string, whose: Whose): Piece['kind'] {
  const word = status.toLowerCase();
  if (word === 'workingelsewhere' && whose === 'people') return 'tentative';
  return word === 'free' || word === 'tentative' ? word : 'busy';
}

/**
 * The taken cells of an availabilityView, whole: 0 is free, 1 tentative, 4 working elsewhere, and the
 * rest busy. It speaks where the items are kept back.
 */
function viewPieces(view: string, start: Instant, whose: Whose): readonly Piece[] {
  return [...view].flatMap((sign, index) => {
    const from = addMs(start, index * viewMinutes * minuteMs);
    const kind = kindOf(viewWords[sign] ?? '', whose);
    return sign === '0' ? [] : [{ start: from, end: addMs(from, viewMinutes * minuteMs), kind }];
  });
}

const viewWords: Readonly<Record<string, string>> = { '1': 'tentative', '4': 'workingElsewhere' };

function joined(cells: readonly Piece[]): readonly Piece[] {
  const pieces: Piece[] = [];
  for (const cell of cells) {
    const last = pieces.at(-1);
    const continues = last && last.end === cell.start && last.kind === cell.kind;
    if (continues) pieces[pieces.length - 1] = { ...last, end: cell.end };
    else pieces.push(cell);
  }
  return pieces;
}

function isTaken(piece: Piece): piece is Piece & { readonly kind: BusyKind } {
  return piece.kind !== 'free' && piece.end > piece.start;
}

const codes: Readonly<Record<string, BackendErrorCode>> = {
  ErrorMailRecipientNotFound: 'room-not-found',
  ErrorInvalidSmtpAddress: 'room-not-found',
  ErrorNonExistentMailbox: 'room-not-found',
  ErrorNoFreeBusyAccess: 'forbidden',
  ErrorAccessDenied: 'forbidden',
  ErrorServerBusy: 'throttled',
  ErrorTimeoutExpired: 'unavailable',
  ErrorProxyRequestProcessingFailed: 'unavailable',
  ErrorMailboxMoveInProgress: 'unavailable',
};

function toError(responseCode: string): BackendError {
  const named = /^[A-Za-z0-9_.]{1,80}$/.test(responseCode) ? responseCode : 'no code';
  return new BackendError(codes[responseCode] ?? 'bad-response', `getSchedule: ${named}`);
}

function unanswered(): BackendError {
  return new BackendError('bad-response', 'getSchedule says nothing of the room');
}
