import type { RecurrenceRule } from '@/lib/core/recurrence/recurrence-rule';
import { type CalendarDate, isoWeekday } from '@/lib/core/time/wall-time';

/**
 * Whether a date is one that the rule names by month, day and weekday. INTERVAL and the end are not
 * asked, nor what the rule leaves to its first date: see `explicitRule`.
 */
export function takesDate(rule: RecurrenceRule, date: CalendarDate): boolean {
  const { months, monthDays } = rule;
  const last = daysInMonth(date);
  return (
    (months.length === 0 || months.includes(date.month)) &&
    (monthDays.length === 0 ||
      monthDays.includes(date.day) ||
      monthDays.includes(date.day - last - 1)) &&
    takesWeekday(rule, date) &&
    takesPosition(rule, date)
  );
}

export function daysInMonth({ year, month }: Pick<CalendarDate, 'year' | 'month'>): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** Which of its weekday in the month a date is, from the front (1) or from the back (-1). */
export function weekdayPosition(date: CalendarDate, from: 'front' | 'back'): number {
  return from === 'front'
    ? Math.floor((date.day - 1) / 7) + 1
    : -(Math.floor((daysInMonth(date) - date.day) / 7) + 1);
}

function takesWeekday({ weekdays }: RecurrenceRule, date: CalendarDate): boolean {
  if (weekdays.length === 0) return true;
  const own = [null, weekdayPosition(date, 'front'), weekdayPosition(date, 'back')];
  const today = isoWeekday(date);
  return weekdays.some(({ weekday, position }) => weekday === today && own.includes(position));
}

/** BYSETPOS counts the days of the whole month, also those before the first date of the series. */
function takesPosition({ positions, weekdays }: RecurrenceRule, date: CalendarDate): boolean {
  if (positions.length === 0) return true;
  const named = weekdays.map(({ weekday }) => weekday);
  const today = isoWeekday(date);
  const last = daysInMonth(date);
  const isNamed = (day: number) => named.includes(((today - 1 + day - date.day + 35) % 7) + 1);
  let before = 0;
  let after = 0;
  for (let day = 1; day < date.day; day += 1) before += isNamed(day) ? 1 : 0;
  for (let day = date.day + 1; day <= last; day += 1) after += isNamed(day) ? 1 : 0;
  return positions.includes(before + 1) || positions.includes(-after - 1);
}
