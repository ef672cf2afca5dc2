import type { Recurrence, RecurrencePattern } from './stored-event';

const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const indexes = ['first', 'second', 'third', 'fourth'];
const dayMs = 86_400_000;

/** Days are counted since 1970-01-01, without any zone. */
export function dayNumber(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / dayMs;
}

/**
 * The days of a series up to and with `lastDay`, found by asking of every day whether the pattern
 * takes it: slow, and hard to get wrong.
 * https://learn.microsoft.com/graph/api/resources/recurrencepattern
 */
export function expandPattern({ pattern, range }: Recurrence, lastDay: number): number[] {
  const startDay = dayNumber(range.startDate);
  const endDay = range.type === 'endDate' ? Math.min(lastDay, dayNumber(range.endDate)) : lastDay;
  const most = range.type === 'numbered' ? range.numberOfOccurrences : Number.POSITIVE_INFINITY;
  const days: number[] = [];
  for (let day = startDay; day <= endDay && days.length < most; day += 1) {
    if (takes(pattern, day, startDay)) days.push(day);
  }
  return days;
}

function takes(pattern: RecurrencePattern, day: number, startDay: number): boolean {
  const date = new Date(day * dayMs);
  const start = new Date(startDay * dayMs);
  const months =
    (date.getUTCFullYear() - start.getUTCFullYear()) * 12 +
    date.getUTCMonth() -
    start.getUTCMonth();
  const isMonth = months % pattern.interval === 0;
  const isYear =
    (date.getUTCFullYear() - start.getUTCFullYear()) % pattern.interval === 0 &&
    date.getUTCMonth() + 1 === pattern.month;
  switch (pattern.type) {
    case 'daily':
      return (day - startDay) % pattern.interval === 0;
    case 'weekly':
      return (
        isWeekday(pattern, date) && weeksBetween(pattern, startDay, day) % pattern.interval === 0
      );
    case 'absoluteMonthly':
      return isMonth && isDayOfMonth(pattern, date);
    case 'relativeMonthly':
      return isMonth && isNamedDay(pattern, date);
    case 'absoluteYearly':
      return isYear && isDayOfMonth(pattern, date);
    case 'relativeYearly':
      return isYear && isNamedDay(pattern, date);
  }
}

function isWeekday({ daysOfWeek }: RecurrencePattern, date: Date): boolean {
  return daysOfWeek.includes(weekdays[date.getUTCDay()] ?? '');
}

function weeksBetween({ firstDayOfWeek }: RecurrencePattern, from: number, to: number): number {
  // 1970-01-01 was a Thursday, weekday 4.
  const shift = 4 - weekdays.indexOf(firstDayOfWeek);
  return Math.floor((to + shift) / 7) - Math.floor((from + shift) / 7);
}

/** In a month that is too short its last day counts, as in Outlook. */
function isDayOfMonth({ dayOfMonth }: RecurrencePattern, date: Date): boolean {
  return date.getUTCDate() === Math.min(dayOfMonth, daysInMonth(date));
}

/** The index counts days that are any of `daysOfWeek`: `first` of all five is the first workday. */
function isNamedDay(pattern: RecurrencePattern, date: Date): boolean {
  if (!isWeekday(pattern, date)) return false;
  const year = date.getUTCFullYear();
  const month = date.getUTCMonth();
  const candidates = Array.from({ length: daysInMonth(date) }, (_, index) => index + 1).filter(
    (day) => isWeekday(pattern, new Date(Date.UTC(year, month, day))),
  );
  const wanted =
    pattern.index === 'last' ? candidates.at(-1) : candidates[indexes.indexOf(pattern.index)];
  return date.getUTCDate() === wanted;
}

function daysInMonth(date: Date): number {
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
}
