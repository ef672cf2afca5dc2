import { unsupported } from '@/lib/calendar/backends/shared/unsupported';
import { explicitRule } from '@/lib/core/recurrence/explicit-rule';
import { lastDate } from '@/lib/core/recurrence/last-date';
import type { RecurrenceRule } from '@/lib/core/recurrence/recurrence-rule';
import type { RuleStart } from '@/lib/core/recurrence/rule-dates';
import { dateOf, formatDate } from '@/lib/core/time/wall-time';

/** Sunday first, as ISO 8601 numbers modulo seven. */
export const dayNames: readonly string[] = [
  'sunday',
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
];
export const indexNames: readonly string[] = ['first', 'second', 'third', 'fourth'];
const everyWeekday = [1, 2, 3, 4, 5, 6, 7];
/** Every month has this day; of later ones Exchange takes a short month's last day, RFC 5545 none. */
const lastCommonDay = 28;
const mostDates = 999;

type Pattern = Readonly<Record<string, unknown>>;

/**
 * A series as Graph's patternedRecurrence (v1.0). `zoneName` is the zone's name there.
 * @throws BackendError `unsupported`, with what it is that Graph cannot say
 */
export function toPatternedRecurrence(series: RuleStart, zoneName: string) {
  const first = dateOf(series.start, series.timeZone);
  const rule = explicitRule(series.rule, first);
  return {
    pattern: toPattern(rule),
    range: {
      ...toRange(series, rule),
      startDate: formatDate(first),
      recurrenceTimeZone: zoneName,
    },
  };
}

function toPattern(rule: RecurrenceRule): Pattern {
  const { frequency, interval } = rule;
  switch (frequency) {
    case 'daily':
      return { type: 'daily', interval };
    case 'weekly':
      return {
        type: 'weekly',
        interval,
        daysOfWeek: rule.weekdays.map(({ weekday }) => dayName(weekday)),
        firstDayOfWeek: dayName(rule.weekStart),
      };
    case 'monthly':
      return { interval, ...dayOfMonth(rule, 'Monthly') };
    case 'yearly':
      return { interval, month: onlyMonth(rule), ...dayOfMonth(rule, 'Yearly') };
  }
}

function onlyMonth({ months }: RecurrenceRule): number {
  const [month, ...more] = months;
  if (month === undefined || more.length > 0) unsupported('one series in several months of a year');
  return month;
}

function dayOfMonth(rule: RecurrenceRule, suffix: 'Monthly' | 'Yearly'): Pattern {
  if (rule.weekdays.length > 0) return namedDay(rule, suffix);
  const [day, ...more] = rule.monthDays;
  if (day === undefined || more.length > 0) unsupported('one series on several days of a month');
  // Outlook's own "last day": the last of all seven weekdays.
  if (day === -1) return relative(suffix, everyWeekday, 'last');
  if (day < 0) unsupported('days counted from the end of the month, the last one excepted');
  if (day > lastCommonDay && !isInEach(rule, day)) {
    unsupported(`the ${day}th of months that may not have it`);
  }
  return { type: `absolute${suffix}`, dayOfMonth: day };
}

function isInEach({ frequency, months }: RecurrenceRule, day: number): boolean {
  if (frequency !== 'yearly') return false;
  return months.every((month) => day <= new Date(Date.UTC(2023, month, 0)).getUTCDate());
}

function namedDay(rule: RecurrenceRule, suffix: 'Monthly' | 'Yearly'): Pattern {
  const weekdays = rule.weekdays.map(({ weekday }) => weekday);
  const positions = [...new Set(rule.weekdays.map(({ position }) => position))];
  const chosen = rule.positions.length > 0 ? rule.positions : positions;
  const [position, ...more] = chosen;
  if (more.length > 0) unsupported('several weekdays of a month, each by its number');
  if (position === null || position === undefined) unsupported('every such weekday of a month');
  // Of several weekdays Graph takes the first that fits: that is BYSETPOS, not BYDAY with numbers.
  if (weekdays.length > 1 && rule.positions.length === 0) {
    unsupported('several weekdays of a month, each by its number');
  }
  const index = position === -1 ? 'last' : indexNames[position - 1];
  if (index === undefined) unsupported('weekdays counted otherwise than first to fourth, or last');
  return relative(suffix, weekdays, index);
}

function relative(suffix: string, weekdays: readonly number[], index: string): Pattern {
  return { type: `relative${suffix}`, daysOfWeek: weekdays.map(dayName), index };
}

function toRange({ start, timeZone }: RuleStart, { end }: RecurrenceRule) {
  if (end.kind === 'never') return { type: 'noEnd' };
  if (end.kind === 'count') {
    if (end.count > mostDates) unsupported(`more than ${mostDates} dates`);
    return { type: 'numbered', numberOfOccurrences: end.count };
  }
  const last = lastDate(end, start, timeZone);
  return { type: 'endDate', endDate: last === null ? null : formatDate(last) };
}

function dayName(weekday: number): string {
  return dayNames[weekday % 7] ?? 'sunday';
}
