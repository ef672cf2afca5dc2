import type { XmlElement } from '@/lib/calendar/backends/shared/xml-reader';
import { instant } from '@/lib/core/time/instant';
import {
  addDays,
  type CalendarDate,
  formatDate,
  isoWeekday,
  parseDate,
  toInstant,
  toWallTime,
} from '@/lib/core/time/wall-time';
import { EwsFailure } from './ews-failure';
import { leaf, tag, textAt } from './xml';
import { zoneOf } from './zones';

type Pattern =
  | { readonly kind: 'DailyRecurrence'; readonly interval: number }
  | {
      readonly kind: 'WeeklyRecurrence';
      readonly interval: number;
      readonly days: readonly number[];
      readonly firstDay: number;
    }
  | { readonly kind: 'AbsoluteMonthlyRecurrence'; readonly interval: number; readonly day: number }
  | {
      readonly kind: 'RelativeMonthlyRecurrence';
      readonly interval: number;
      readonly days: string;
      readonly index: string;
    }
  | { readonly kind: 'AbsoluteYearlyRecurrence'; readonly day: number; readonly month: number }
  | {
      readonly kind: 'RelativeYearlyRecurrence';
      readonly days: string;
      readonly index: string;
      readonly month: number;
    };

export interface Recurrence {
  readonly pattern: Pattern;
  readonly startDate: CalendarDate;
  readonly endDate: CalendarDate | null;
  readonly count: number | null;
}

export interface PatternDate {
  readonly startMs: number;
  /** Counted from 1, deleted dates among them: InstanceIndex. */
  readonly index: number;
}

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const indexes = ['First', 'Second', 'Third', 'Fourth'];
const lastYear = 2_100;

export function readRecurrence(element: XmlElement): Recurrence {
  const [pattern, range] = element.children;
  if (!pattern || !range) throw new EwsFailure('ErrorInvalidRecurrence', 'pattern and range');
  const number = (from: XmlElement, name: string) => Number(textAt(from, name));
  const date = (name: string) => {
    const text = textAt(range, name);
    // xs:date may carry a zone; it is the date that counts.
    return text === null ? null : parseDate(text.slice(0, 10));
  };
  const startDate = date('StartDate');
  if (!startDate) throw new EwsFailure('ErrorInvalidRecurrence', 'no start date');
  const numbered = range.name === 'NumberedRecurrence';
  return {
    pattern: readPattern(pattern, number),
    startDate,
    endDate: date('EndDate'),
    count: numbered ? number(range, 'NumberOfOccurrences') : null,
  };
}

function readPattern(
  element: XmlElement,
  number: (from: XmlElement, name: string) => number,
): Pattern {
  const text = (name: string) => textAt(element, name) ?? '';
  const month = months.indexOf(text('Month')) + 1;
  switch (element.name) {
    case 'DailyRecurrence':
      return { kind: element.name, interval: number(element, 'Interval') };
    case 'WeeklyRecurrence': {
      const days = text('DaysOfWeek').split(/\s+/).map(weekdayNumber);
      const firstDay = text('FirstDayOfWeek');
      return {
        kind: element.name,
        interval: number(element, 'Interval'),
        days,
        firstDay: firstDay === '' ? 7 : weekdayNumber(firstDay),
      };
    }
    case 'AbsoluteMonthlyRecurrence':
      return {
        kind: element.name,
        interval: number(element, 'Interval'),
        day: number(element, 'DayOfMonth'),
      };
    case 'RelativeMonthlyRecurrence':
      return {
        kind: element.name,
        interval: number(element, 'Interval'),
        days: text('DaysOfWeek'),
        index: text('DayOfWeekIndex'),
      };
    case 'AbsoluteYearlyRecurrence':
      return { kind: element.name, day: number(element, 'DayOfMonth'), month };
    case 'RelativeYearlyRecurrence':
      return { kind: element.name, days: text('DaysOfWeek'), index: text('DayOfWeekIndex'), month };
    default:
      throw new EwsFailure('ErrorInvalidRecurrence', 'no such pattern');
  }
}

function weekdayNumber(name: string): number {
  const at = weekdays.indexOf(name);
  if (at < 0) throw new EwsFailure('ErrorInvalidRecurrence', 'no such day of the week');
  return at + 1;
}

export function writeRecurrence({ pattern, startDate, endDate, count }: Recurrence): string {
  const start = leaf('t:StartDate', formatDate(startDate));
  const range =
    count !== null
      ? tag('t:NumberedRecurrence', {}, start, leaf('t:NumberOfOccurrences', count))
      : endDate
        ? tag('t:EndDateRecurrence', {}, start, leaf('t:EndDate', formatDate(endDate)))
        : tag('t:NoEndRecurrence', {}, start);
  return tag('t:Recurrence', {}, writePattern(pattern), range);
}

function writePattern(pattern: Pattern): string {
  const parts: string[] = [];
  if ('interval' in pattern) parts.push(leaf('t:Interval', pattern.interval));
  if (pattern.kind === 'WeeklyRecurrence') {
    parts.push(leaf('t:DaysOfWeek', pattern.days.map((day) => weekdays[day - 1]).join(' ')));
    parts.push(leaf('t:FirstDayOfWeek', weekdays[pattern.firstDay - 1] ?? 'Sunday'));
  }
  if ('day' in pattern) parts.push(leaf('t:DayOfMonth', pattern.day));
  if ('index' in pattern) {
    parts.push(leaf('t:DaysOfWeek', pattern.days), leaf('t:DayOfWeekIndex', pattern.index));
  }
  if ('month' in pattern) parts.push(leaf('t:Month', months[pattern.month - 1] ?? ''));
  return tag(`t:${pattern.kind}`, {}, ...parts);
}

/** Every date of a series, day by day: slow, plain, and nothing that the code under test knows. */
export function* patternDates(
  recurrence: Recurrence,
  startMs: number,
  zone: string,
): Generator<PatternDate> {
  const clock = toWallTime(instant(startMs), zoneOf(zone));
  const { startDate, endDate, count } = recurrence;
  let index = 0;
  for (let date = startDate; date.year < lastYear; date = addDays(date, 1)) {
    if (endDate && formatDate(date) > formatDate(endDate)) return;
    if (!matches(recurrence, date)) continue;
    index += 1;
    if (count !== null && index > count) return;
    yield { index, startMs: toInstant({ ...clock, ...date }, zoneOf(zone)) };
  }
}

function matches({ pattern, startDate }: Recurrence, date: CalendarDate): boolean {
  const days = dayNumber(date) - dayNumber(startDate);
  const monthsPassed = (date.year - startDate.year) * 12 + date.month - startDate.month;
  switch (pattern.kind) {
    case 'DailyRecurrence':
      return days % pattern.interval === 0;
    case 'WeeklyRecurrence': {
      if (!pattern.days.includes(isoWeekday(date))) return false;
      const weeks = (weekOf(date, pattern.firstDay) - weekOf(startDate, pattern.firstDay)) / 7;
      return weeks % pattern.interval === 0;
    }
    case 'AbsoluteMonthlyRecurrence':
      return monthsPassed % pattern.interval === 0 && date.day === clamped(pattern.day, date);
    case 'RelativeMonthlyRecurrence':
      return monthsPassed % pattern.interval === 0 && isNth(pattern.days, pattern.index, date);
    case 'AbsoluteYearlyRecurrence':
      return date.month === pattern.month && date.day === clamped(pattern.day, date);
    case 'RelativeYearlyRecurrence':
      return date.month === pattern.month && isNth(pattern.days, pattern.index, date);
  }
}

function dayNumber({ year, month, day }: CalendarDate): number {
  return Date.UTC(year, month - 1, day) / 86_400_000;
}

function weekOf(date: CalendarDate, firstDay: number): number {
  return dayNumber(date) - ((isoWeekday(date) - firstDay + 7) % 7);
}

function lengthOf({ year, month }: CalendarDate): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** The 31st of a short month is its last day. */
function clamped(day: number, date: CalendarDate): number {
  return Math.min(day, lengthOf(date));
}

function isNth(names: string, index: string, date: CalendarDate): boolean {
  const fits = (day: number) => dayFits(names.split(/\s+/), isoWeekday({ ...date, day }));
  if (!fits(date.day)) return false;
  const all = Array.from({ length: lengthOf(date) }, (_, at) => at + 1).filter(fits);
  return index === 'Last' ? all.at(-1) === date.day : all[indexes.indexOf(index)] === date.day;
}

function dayFits(names: readonly string[], weekday: number): boolean {
  return names.some(
    (name) =>
      name === 'Day' ||
      (name === 'Weekday' && weekday <= 5) ||
      (name === 'WeekendDay' && weekday > 5) ||
      name === weekdays[weekday - 1],
  );
}
