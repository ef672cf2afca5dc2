import { indexNames, monthNames, weekdayNames } from '@/lib/calendar/backends/ews/from-recurrence';
import { element, textElement } from '@/lib/calendar/backends/ews/xml';
import { unsupported } from '@/lib/calendar/backends/shared/unsupported';
import { explicitRule } from '@/lib/core/recurrence/explicit-rule';
import { lastDate } from '@/lib/core/recurrence/last-date';
import type { RecurrenceRule } from '@/lib/core/recurrence/recurrence-rule';
import type { Series } from '@/lib/core/recurrence/series';
import { dateOf, formatDate } from '@/lib/core/time/wall-time';

const lastCommonDay = 28;

/**
 * A Recurrence element that names exactly the same dates.
 * @throws BackendError `unsupported`, not applied, where Exchange has no pattern for the rule
 */
export function toRecurrence({ rule, start, timeZone }: Series): string {
  const first = dateOf(start, timeZone);
  const pattern = toPattern(explicitRule(rule, first));
  const startDate = textElement('t:StartDate', formatDate(first));
  const last = lastDate(rule.end, start, timeZone);
  if (rule.end.kind === 'count') {
    const count = textElement('t:NumberOfOccurrences', rule.end.count);
    return element(
      't:Recurrence',
      {},
      pattern,
      element('t:NumberedRecurrence', {}, startDate, count),
    );
  }
  const range = last
    ? element('t:EndDateRecurrence', {}, startDate, textElement('t:EndDate', formatDate(last)))
    : element('t:NoEndRecurrence', {}, startDate);
  return element('t:Recurrence', {}, pattern, range);
}

function toPattern(rule: RecurrenceRule): string {
  const { frequency, interval, months, weekdays, monthDays } = rule;
  switch (frequency) {
    case 'daily':
      return onlyIf(
        months.length + weekdays.length + monthDays.length === 0,
        element('t:DailyRecurrence', {}, textElement('t:Interval', interval)),
      );
    case 'weekly':
      return onlyIf(months.length === 0, toWeekly(rule));
    case 'monthly':
      return onlyIf(months.length === 0, toMonthly(rule, interval));
    case 'yearly':
      return toYearly(rule);
  }
}

function toWeekly({ interval, weekdays, weekStart }: RecurrenceRule): string {
  const names = weekdays.map(({ weekday }) => weekdayNames[weekday - 1]).join(' ');
  return element(
    't:WeeklyRecurrence',
    {},
    textElement('t:Interval', interval),
    textElement('t:DaysOfWeek', names),
    textElement('t:FirstDayOfWeek', weekdayNames[weekStart - 1] ?? 'Monday'),
  );
}

function toMonthly(rule: RecurrenceRule, interval: number): string {
  const day = absoluteDay(rule);
  const every = textElement('t:Interval', interval);
  return day === null
    ? element('t:RelativeMonthlyRecurrence', {}, every, ...nth(rule))
    : element('t:AbsoluteMonthlyRecurrence', {}, every, textElement('t:DayOfMonth', day));
}

/** Exchange has every year only; every third year in May is every 36th month. */
function toYearly(rule: RecurrenceRule): string {
  const [month, ...more] = rule.months;
  if (month === undefined || more.length > 0) return noPattern();
  if (rule.interval > 1) return toMonthly(rule, 12 * rule.interval);
  const day = absoluteDay(rule);
  const named = textElement('t:Month', monthNames[month - 1] ?? '');
  return day === null
    ? element('t:RelativeYearlyRecurrence', {}, ...nth(rule), named)
    : element('t:AbsoluteYearlyRecurrence', {}, textElement('t:DayOfMonth', day), named);
}

/** A day that every month has; of the others Exchange takes the last in short months. */
function absoluteDay({ monthDays, weekdays }: RecurrenceRule): number | null {
  const [day, ...more] = monthDays;
  const single = day !== undefined && more.length === 0 && weekdays.length === 0;
  return single && day >= 1 && day <= lastCommonDay ? day : null;
}

function nth({ monthDays, weekdays, positions }: RecurrenceRule): readonly string[] {
  const [day, ...otherDays] = monthDays;
  if (weekdays.length === 0 && otherDays.length === 0 && day === -1) return indexed('Day', -1);
  if (monthDays.length > 0) return [noPattern()];
  const [only, ...more] = weekdays;
  if (only && more.length === 0) {
    const [position = only.position] = positions;
    if (positions.length > 1 || position === null) return [noPattern()];
    return indexed(weekdayNames[only.weekday - 1] ?? '', position);
  }
  const [position, ...otherPositions] = positions;
  const named = weekdays.map(({ weekday }) => weekday).join(' ');
  const group = groups[named];
  const plainDays = weekdays.every((each) => each.position === null);
  if (position === undefined || otherPositions.length > 0 || !group || !plainDays) {
    return [noPattern()];
  }
  return indexed(group, position);
}

const groups: Readonly<Record<string, string>> = {
  '1 2 3 4 5': 'Weekday',
  '6 7': 'WeekendDay',
  '1 2 3 4 5 6 7': 'Day',
};

function indexed(days: string, position: number): readonly string[] {
  const index = indexNames[position];
  if (index === undefined) return [noPattern()];
  return [textElement('t:DaysOfWeek', days), textElement('t:DayOfWeekIndex', index)];
}

function onlyIf(condition: boolean, pattern: string): string {
  return condition ? pattern : noPattern();
}

function noPattern(): never {
  return unsupported('Exchange has no recurrence pattern for this rule');
}
