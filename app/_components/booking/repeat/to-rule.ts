import { monthlyWayFor } from '@/app/_components/booking/repeat/monthly-ways';
import type { Repeat } from '@/app/_components/booking/repeat/repeat';
import { compareDates } from '@/lib/core/recurrence/compare-dates';
import type { RecurrenceRule, RuleEnd, RuleWeekday } from '@/lib/core/recurrence/recurrence-rule';
import { weekdayPosition } from '@/lib/core/recurrence/takes-date';
import { addDays, type CalendarDate, isoWeekday } from '@/lib/core/time/wall-time';

const workingDays = [1, 2, 3, 4, 5];
const defaultLengthDays = 12 * 7;

/** The rule that the choices come to when the first date is that one; null: it does not repeat. */
export function toRule(repeat: Repeat, first: CalendarDate): RecurrenceRule | null {
  const rule = {
    interval: repeat.interval,
    months: [],
    monthDays: [],
    weekdays: [],
    positions: [],
    weekStart: 1,
    end: endOf(repeat, first),
  };
  switch (repeat.kind) {
    case 'none':
      return null;
    case 'daily':
      return { ...rule, frequency: 'daily' };
    case 'working-days':
      return { ...rule, frequency: 'weekly', interval: 1, weekdays: every(workingDays) };
    case 'weekly':
      return { ...rule, frequency: 'weekly', weekdays: every(weekdaysOf(repeat, first)) };
    case 'monthly':
      return { ...rule, frequency: 'monthly', ...monthlyDay(repeat, first) };
    case 'yearly':
      return { ...rule, frequency: 'yearly', months: [first.month], monthDays: [first.day] };
  }
}

/** The weekdays of a weekly series: the first date's own is always among them. */
export function weekdaysOf({ moreWeekdays }: Repeat, first: CalendarDate): readonly number[] {
  return [...new Set([...moreWeekdays, isoWeekday(first)])].sort();
}

/** The last day of a series that ends on a date; never before the first. */
export function untilOf({ until }: Repeat, first: CalendarDate): CalendarDate {
  const chosen = until ?? addDays(first, defaultLengthDays);
  return compareDates(chosen, first) < 0 ? first : chosen;
}

/** A first date that the choices do not name, so that no series can begin with it. */
export function isFirstMissing({ kind }: Repeat, first: CalendarDate): boolean {
  return kind === 'working-days' && !workingDays.includes(isoWeekday(first));
}

function monthlyDay(
  { monthlyWay }: Repeat,
  first: CalendarDate,
): Pick<RecurrenceRule, 'monthDays' | 'weekdays'> {
  const weekday = isoWeekday(first);
  switch (monthlyWayFor(monthlyWay, first)) {
    case 'day':
      return { monthDays: [first.day], weekdays: [] };
    case 'last-day':
      return { monthDays: [-1], weekdays: [] };
    case 'weekday':
      return { monthDays: [], weekdays: [{ weekday, position: weekdayPosition(first, 'front') }] };
    case 'last-weekday':
      return { monthDays: [], weekdays: [{ weekday, position: -1 }] };
  }
}

function endOf(repeat: Repeat, first: CalendarDate): RuleEnd {
  if (repeat.ends === 'after') return { kind: 'count', count: repeat.count };
  if (repeat.ends === 'on') return { kind: 'date', date: untilOf(repeat, first) };
  return { kind: 'never' };
}

function every(weekdays: readonly number[]): readonly RuleWeekday[] {
  return weekdays.map((weekday) => ({ weekday, position: null }));
}
