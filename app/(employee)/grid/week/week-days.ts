import type { GridView } from '@/app/(employee)/grid/grid-view';
import type { Interval } from '@/lib/core/time/interval';
import {
  addDays,
  type CalendarDate,
  dayWindow,
  isoWeekday,
  startOfWeek,
} from '@/lib/core/time/wall-time';
import type { ZoneId } from '@/lib/core/time/zone';
import type { WeekRules } from '@/lib/i18n/week-rules';

const daysOfWeek = [0, 1, 2, 3, 4, 5, 6];

/** The days that a view of that date shows: itself, or its week with or without the weekend. */
export function shownDays(
  view: GridView,
  date: CalendarDate,
  { firstWeekday, weekend }: WeekRules,
): readonly CalendarDate[] {
  if (view === 'day') return [date];
  const first = startOfWeek(date, firstWeekday);
  const week = daysOfWeek.map((day) => addDays(first, day));
  if (view === 'week') return week;
  return week.filter((day) => !weekend.includes(isoWeekday(day)));
}

/** From the first instant of the first day to the last of the last, however clocks change between. */
export function windowOf(days: readonly Interval[]): Interval {
  const [first] = days;
  const last = days.at(-1);
  if (!first || !last) throw new Error('a view shows one day at least');
  return { start: first.start, end: last.end };
}

export function dayWindows(days: readonly CalendarDate[], zone: ZoneId): readonly Interval[] {
  return days.map((day) => dayWindow(day, zone));
}
