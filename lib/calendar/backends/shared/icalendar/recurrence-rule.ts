import { parseWall, type WallMs } from '@/lib/calendar/backends/shared/icalendar/wall-clock';

export const frequencies = [
  'YEARLY',
  'MONTHLY',
  'WEEKLY',
  'DAILY',
  'HOURLY',
  'MINUTELY',
  'SECONDLY',
] as const;
export type Frequency = (typeof frequencies)[number];

/** `position` counts from 1, or from the end when negative; null: every such weekday. */
export interface WeekdayRule {
  readonly position: number | null;
  /** 0 is Sunday. */
  readonly weekday: number;
}

/** The last moment of a rule, inclusive; `utc` tells whether it is an instant or wall time. */
export interface RuleEnd {
  readonly wall: WallMs;
  readonly utc: boolean;
  readonly dateOnly: boolean;
}

/** RFC 5545 section 3.3.10, read. An absent BY part is an empty list. */
export interface RecurrenceRule {
  readonly frequency: Frequency;
  readonly interval: number;
  readonly count: number | null;
  readonly until: RuleEnd | null;
  readonly bySecond: readonly number[];
  readonly byMinute: readonly number[];
  readonly byHour: readonly number[];
  readonly byDay: readonly WeekdayRule[];
  readonly byMonthDay: readonly number[];
  readonly byYearDay: readonly number[];
  readonly byWeekNo: readonly number[];
  readonly byMonth: readonly number[];
  readonly bySetPosition: readonly number[];
  readonly weekStart: number;
}

const weekdayCodes = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];
const knownParts = new Set(
  'FREQ INTERVAL COUNT UNTIL BYSECOND BYMINUTE BYHOUR BYDAY BYMONTHDAY BYYEARDAY BYWEEKNO BYMONTH BYSETPOS WKST'.split(
    ' ',
  ),
);

/** Reads the value of an RRULE; null when it is not one that RFC 5545 section 3.3.10 allows. */
export function parseRule(text: string): RecurrenceRule | null {
  const parts = partsOf(text);
  if (!parts) return null;
  const numbers = (name: string, lowest: number, highest: number) =>
    numberList(parts.get(name), lowest, highest);
  const frequency = frequencies.find((each) => each === parts.get('FREQ'));
  const interval = single(parts.get('INTERVAL') ?? '1', 1);
  const count = parts.has('COUNT') ? single(parts.get('COUNT') ?? '', 1) : null;
  const until = parts.has('UNTIL') ? parseWall(parts.get('UNTIL') ?? '') : null;
  const weekStart = weekdayCodes.indexOf(parts.get('WKST') ?? 'MO');
  const byDay = weekdayList(parts.get('BYDAY'));
  const lists = {
    bySecond: numbers('BYSECOND', 0, 60),
    byMinute: numbers('BYMINUTE', 0, 59),
    byHour: numbers('BYHOUR', 0, 23),
    byMonthDay: numbers('BYMONTHDAY', -31, 31),
    byYearDay: numbers('BYYEARDAY', -366, 366),
    byWeekNo: numbers('BYWEEKNO', -53, 53),
    byMonth: numbers('BYMONTH', 1, 12),
    bySetPosition: numbers('BYSETPOS', -366, 366),
  };
  if (!frequency || interval === null || weekStart < 0 || !byDay || !allRead(lists)) return null;
  if ((parts.has('COUNT') && count === null) || (parts.has('UNTIL') && until === null)) return null;
  return { frequency, interval, count, until, byDay, weekStart, ...lists };
}

function partsOf(text: string): ReadonlyMap<string, string> | null {
  const parts = new Map<string, string>();
  for (const piece of text.trim().toUpperCase().split(';')) {
    if (piece === '') continue;
    const [name = '', value, ...more] = piece.split('=');
    const foreign = !knownParts.has(name) && !name.startsWith('X-');
    if (foreign || value === undefined || more.length > 0 || parts.has(name)) return null;
    parts.set(name, value.trim());
  }
  return parts;
}

function single(text: string, lowest: number): number | null {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  return value >= lowest ? value : null;
}

function numberList(
  text: string | undefined,
  lowest: number,
  highest: number,
): readonly number[] | null {
  if (text === undefined) return [];
  const values = text.split(',').map((each) => (/^[+-]?\d{1,3}$/.test(each) ? Number(each) : null));
  const inRange = values
    .filter((value) => value !== null)
    .filter((value) => value >= lowest && value <= highest && (lowest >= 0 || value !== 0));
  return inRange.length === values.length ? inRange : null;
}

function weekdayList(text: string | undefined): readonly WeekdayRule[] | null {
  if (text === undefined) return [];
  const days: WeekdayRule[] = [];
  for (const each of text.split(',')) {
    const match = /^([+-]?\d{1,2})?(SU|MO|TU|WE|TH|FR|SA)$/.exec(each);
    if (!match) return null;
    const position = match[1] === undefined ? null : Number(match[1]);
    if (position === 0 || Math.abs(position ?? 1) > 53) return null;
    days.push({ position, weekday: weekdayCodes.indexOf(match[2] ?? '') });
  }
  return days;
}

function allRead<T extends Record<string, readonly number[] | null>>(
  lists: T,
): lists is T & { [K in keyof T]: readonly number[] } {
  return Object.values(lists).every((list) => list !== null);
}
