import type { RecurrenceRule, RuleEnd } from '@/lib/core/recurrence/recurrence-rule';
import { weekdayCodes } from '@/lib/core/recurrence/weekday-codes';
import { formatInstant } from '@/lib/core/time/instant';
import { formatDate } from '@/lib/core/time/wall-time';

/**
 * The one spelling of a rule as the value of an RRULE (RFC 5545 section 3.3.10), without `RRULE:`;
 * `parseRule` reads it back the same. For a calendar see `formatCalendarRule`.
 */
export function formatRule(rule: RecurrenceRule): string {
  const { interval, weekStart } = rule;
  const weekdays = rule.weekdays.map(
    ({ weekday, position }) => `${position ?? ''}${code(weekday)}`,
  );
  return [
    `FREQ=${rule.frequency.toUpperCase()}`,
    ...(interval === 1 ? [] : [`INTERVAL=${interval}`]),
    ...list('BYMONTH', rule.months),
    ...list('BYMONTHDAY', rule.monthDays),
    ...list('BYDAY', weekdays),
    ...list('BYSETPOS', rule.positions),
    ...(weekStart === 1 ? [] : [`WKST=${code(weekStart)}`]),
    ...formatEnd(rule.end),
  ].join(';');
}

function formatEnd(end: RuleEnd): readonly string[] {
  switch (end.kind) {
    case 'never':
      return [];
    case 'count':
      return [`COUNT=${end.count}`];
    case 'date':
      return [`UNTIL=${formatDate(end.date).replaceAll('-', '')}`];
    case 'instant':
      return [`UNTIL=${formatInstant(end.at).replace(/[-:]|\.\d+/g, '')}`];
  }
}

function list(name: string, values: readonly (number | string)[]): readonly string[] {
  return values.length === 0 ? [] : [`${name}=${values.join(',')}`];
}

function code(weekday: number): string {
  return weekdayCodes[weekday - 1] ?? 'MO';
}
