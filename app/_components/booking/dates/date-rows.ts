import type { DateChoice, DateChoices } from '@/app/_components/booking/dates/date-choice';
import { formatInstant, type Instant } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';
import { readInstant, readInterval } from '@/lib/http/client/read-instant';
import type { BookingInput, PreviewAnswer } from '@/lib/http/contract/bookings';

type PreviewDate = PreviewAnswer['occurrences'][number];

/** One date as the server sees it, with what the reader wants of it. */
export interface DateRow extends Interval {
  readonly recurrenceId: Instant;
  readonly state: PreviewDate['status'];
  readonly choice: DateChoice | null;
  readonly told: PreviewDate;
}

export interface DateSums {
  /** Without those that are too far ahead. */
  readonly all: number;
  /** Free, and not left out. */
  readonly booked: number;
  readonly free: number;
  readonly busy: number;
  readonly policy: number;
  readonly unknown: number;
  readonly skipped: number;
  /** Past the end of the room's booking window. */
  readonly beyond: number;
}

/** The dates in order. Which dates are left out the server need not be asked. */
export function toDateRows(answer: PreviewAnswer, choices: DateChoices): readonly DateRow[] {
  return answer.occurrences.map((told) => {
    const recurrenceId = readInstant(told.recurrenceId);
    const choice = choices.get(recurrenceId) ?? null;
    return { ...readInterval(told), recurrenceId, state: told.status, choice, told };
  });
}

export function isSkipped({ choice }: DateRow): boolean {
  return choice?.kind === 'skip';
}

/** Only what is known to be free is booked. */
export function isBooked(row: DateRow): boolean {
  return row.state === 'free' && !isSkipped(row);
}

/** Nothing is the matter but that the room cannot be booked so far ahead. */
export function isBeyond({ state, told, choice }: DateRow): boolean {
  const { violations = [] } = told;
  const isTooFar = violations.every(({ rule }) => rule === 'booking-window');
  return state === 'policy' && choice === null && violations.length > 0 && isTooFar;
}

/** Dates that cannot be had as the rule has them, also when a way out has been found. */
export function isTrouble({ state, choice }: DateRow): boolean {
  return state !== 'free' || choice?.kind === 'replace';
}

export function sumDates(rows: readonly DateRow[]): DateSums {
  const within = rows.filter((row) => !isBeyond(row));
  const count = (fits: (row: DateRow) => boolean) => within.filter(fits).length;
  const inState = (state: DateRow['state']) =>
    count((row) => row.state === state && !isSkipped(row));
  return {
    all: within.length,
    booked: count(isBooked),
    free: count(({ state }) => state === 'free'),
    busy: inState('busy'),
    policy: inState('policy'),
    unknown: inState('unknown'),
    skipped: count(isSkipped),
    beyond: rows.length - within.length,
  };
}

type SeriesInput = Pick<BookingInput, 'exceptions' | 'replacements'>;

/** What a booking says of single dates: exactly those that are shown as booked are asked for. */
export function toSeriesInput(rows: readonly DateRow[], roomIds: readonly string[]): SeriesInput {
  const exceptions = rows
    .filter((row) => !isBooked(row))
    .map(({ recurrenceId }) => formatInstant(recurrenceId));
  const replacements = rows.filter(isBooked).flatMap(({ recurrenceId, choice }) => {
    return choice?.kind === 'replace' ? toReplacements(recurrenceId, choice, roomIds) : [];
  });
  return {
    ...(exceptions.length > 0 ? { exceptions } : {}),
    ...(replacements.length > 0 ? { replacements } : {}),
  };
}

/** The replacements that are chosen so far, whatever they come to. */
export function chosenReplacements(choices: DateChoices, roomIds: readonly string[]): SeriesInput {
  const replacements = [...choices].flatMap(([recurrenceId, choice]) =>
    choice.kind === 'replace' ? toReplacements(recurrenceId, choice, roomIds) : [],
  );
  return replacements.length > 0 ? { replacements } : {};
}

/** Of several rooms each is named that is replaced or that the others leave for another time. */
function toReplacements(
  recurrenceId: Instant,
  { roomId, replacesRoomId, time }: Extract<DateChoice, { kind: 'replace' }>,
  roomIds: readonly string[],
): NonNullable<BookingInput['replacements']> {
  const isOne = roomIds.length === 1;
  const leaving = isOne ? roomIds[0] : replacesRoomId;
  return roomIds
    .filter((id) => time !== undefined || id === leaving)
    .map((id) => ({
      recurrenceId: formatInstant(recurrenceId),
      ...(roomId !== undefined && id === leaving ? { roomId } : {}),
      ...(isOne ? {} : { replacesRoomId: id }),
      ...(time ? { start: formatInstant(time.start), end: formatInstant(time.end) } : {}),
    }));
}
