import type { RecurrenceRule } from '@/lib/core/recurrence/recurrence-rule';
import { type CalendarDate, isoWeekday } from '@/lib/core/time/wall-time';

/**
 * The same rule with nothing left to its first date: the weekday, the day of the month and the month
 * that RFC 5545 section 3.3.10 takes from DTSTART are written out.
 */
export function explicitRule(rule: RecurrenceRule, first: CalendarDate): RecurrenceRule {
  const { frequency } = rule;
  if (frequency === 'daily' || rule.weekdays.length > 0) return rule;
  if (frequency === 'weekly') {
    return { ...rule, weekdays: [{ weekday: isoWeekday(first), position: null }] };
  }
  const monthDays = rule.monthDays.length > 0 ? rule.monthDays : [first.day];
  const yearly = frequency === 'yearly' && rule.months.length === 0;
  return { ...rule, monthDays, months: yearly ? [first.month] : rule.months };
}
