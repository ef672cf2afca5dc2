import { addDays, type CalendarDate, isoWeekday } from '@/lib/core/time/wall-time';

/** The month's days by weeks that begin with that ISO weekday; the first and the last may be short. */
export function monthWeeks(
  year: number,
  month: number,
  firstWeekday: number,
): readonly (readonly CalendarDate[])[] {
  const weeks: CalendarDate[][] = [];
  for (let day = 1; day <= daysIn(year, month); day++) {
    const date = { year, month, day };
    if (day === 1 || isoWeekday(date) === firstWeekday) weeks.push([]);
    weeks.at(-1)?.push(date);
  }
  return weeks;
}

/** The same day of another month, or that month's last day when it is shorter. */
export function addMonths(date: CalendarDate, months: number): CalendarDate {
  const { year, month } = addDays({ year: date.year, month: date.month + months, day: 1 }, 0);
  return { year, month, day: Math.min(date.day, daysIn(year, month)) };
}

function daysIn(year: number, month: number): number {
  return addDays({ year, month: month + 1, day: 0 }, 0).day;
}
