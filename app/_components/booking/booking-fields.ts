import type { Repeat } from '@/app/_components/booking/repeat/repeat';
import { toRule } from '@/app/_components/booking/repeat/to-rule';
import { formatRule } from '@/lib/core/recurrence/format-rule';
import { formatInstant, type Instant } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';
import {
  addDays,
  type CalendarDate,
  dateOf,
  minuteOfDay,
  toInstant,
  toWallTime,
} from '@/lib/core/time/wall-time';
import type { ZoneId } from '@/lib/core/time/zone';
import type { BookingInput, PreviewInput } from '@/lib/http/contract/bookings';
import type { Problem } from '@/lib/http/contract/problem';

/** The form as it stands; date and times are those of the room's clock. */
export interface BookingFields {
  readonly title: string;
  readonly date: CalendarDate;
  readonly startMinute: number;
  /** Up to 1,440: the end of the day. */
  readonly endMinute: number;
  readonly attendees: string;
  /** The address of whose meeting it is to be; empty: the reader's own. */
  readonly onBehalfOf: string;
  readonly visibility: 'default' | 'private';
  readonly note: string;
  readonly repeat: Repeat;
}

/** The rooms and the time that are asked for; of a series, of its first date. */
export interface WantedSlot extends Interval {
  readonly roomIds: readonly string[];
}

export const fieldNames = ['title', 'when', 'room', 'attendees', 'behalf', 'note'] as const;
export type FieldName = (typeof fieldNames)[number];

export const longestTitle = 255;
export const dayMinutes = 24 * 60;

/** The form's times for an interval; what reaches past midnight ends with the day. */
export function timesOf({ start, end }: Interval, zone: ZoneId) {
  const date = dateOf(start, zone);
  const nextDay = toInstant({ ...addDays(date, 1), hour: 0, minute: 0, second: 0 }, zone);
  return {
    date,
    startMinute: minuteOfDay(toWallTime(start, zone)),
    endMinute: end >= nextDay ? dayMinutes : minuteOfDay(toWallTime(end, zone)),
  };
}

/** The wanted time; null while the end does not come after the start. */
export function intervalOf(fields: BookingFields, zone: ZoneId): Interval | null {
  const start = instantAt(fields.date, fields.startMinute, zone);
  const end = instantAt(fields.date, fields.endMinute, zone);
  return end > start ? { start, end } : null;
}

/** Moves the start and keeps the length, as far as the day allows. */
export function withStart<Times extends Pick<BookingFields, 'startMinute' | 'endMinute'>>(
  fields: Times,
  startMinute: number,
): Times {
  const length = Math.max(fields.endMinute - fields.startMinute, 15);
  return { ...fields, startMinute, endMinute: Math.min(startMinute + length, dayMinutes) };
}

export interface Addresses {
  readonly valid: readonly string[];
  readonly invalid: readonly string[];
}

/** The addresses in a text, parted by commas, semicolons or white space; each once. */
export function readAddresses(text: string): Addresses {
  const parts = [...new Set(text.split(/[\s,;]+/).filter((part) => part !== ''))];
  return {
    valid: parts.filter(isAddress),
    invalid: parts.filter((part) => !isAddress(part)),
  };
}

function isAddress(text: string): boolean {
  return /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(text);
}

type Behalf = Pick<BookingFields, 'onBehalfOf'>;

/** What stands for somebody in the form and is no address; null: nothing, or one. */
export function invalidBehalf({ onBehalfOf }: Behalf): string | null {
  const said = onBehalfOf.trim();
  return said === '' || isAddress(said) ? null : said;
}

/** Whose meeting it is to be, as the API takes it; nothing while that is the reader's own or no address. */
export function behalfOf({ onBehalfOf }: Behalf): Pick<BookingInput, 'onBehalfOf'> {
  const said = onBehalfOf.trim();
  return isAddress(said) ? { onBehalfOf: said } : {};
}

/** What a preview is asked about: when and where, none of the words. */
export function toSlotInput(
  { roomIds, start, end }: WantedSlot,
  zone: ZoneId,
  rrule: string | null,
): PreviewInput {
  return {
    roomIds: [...roomIds],
    start: formatInstant(start),
    end: formatInstant(end),
    timeZone: zone,
    ...(rrule === null ? {} : { rrule }),
  };
}

export function toBookingInput(
  fields: BookingFields,
  wanted: WantedSlot,
  zone: ZoneId,
): BookingInput {
  const attendees = readAddresses(fields.attendees).valid.map((email) => ({ email }));
  const description = fields.note.trim();
  return {
    ...toSlotInput(wanted, zone, rruleOf(fields)),
    ...behalfOf(fields),
    title: fields.title.trim(),
    visibility: fields.visibility,
    ...(attendees.length > 0 ? { attendees } : {}),
    ...(description === '' ? {} : { description }),
  };
}

/** The rule that is chosen, as the API takes it; null: one date. */
export function rruleOf({ repeat, date }: Pick<BookingFields, 'repeat' | 'date'>): string | null {
  const rule = toRule(repeat, date);
  return rule && formatRule(rule);
}

const fieldOfPath: Readonly<Record<string, FieldName>> = {
  title: 'title',
  start: 'when',
  end: 'when',
  timeZone: 'when',
  rrule: 'when',
  roomIds: 'room',
  attendees: 'attendees',
  onBehalfOf: 'behalf',
  description: 'note',
};

/** The fields that the server could not use. */
export function refusedFields(problem: Problem): readonly FieldName[] {
  const named = (problem.errors ?? [])
    .map(({ path }) => fieldOfPath[path.split('.')[0] ?? ''])
    .filter((field) => field !== undefined);
  return [...new Set(named)];
}

/** The instant at which the room's clock shows so many minutes of that date; 1,440 is its end. */
export function instantAt(date: CalendarDate, minute: number, zone: ZoneId): Instant {
  const day = minute >= dayMinutes ? addDays(date, 1) : date;
  const rest = minute % dayMinutes;
  return toInstant({ ...day, hour: Math.floor(rest / 60), minute: rest % 60, second: 0 }, zone);
}
