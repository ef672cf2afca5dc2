import { typeText } from '@/lib/calendar/backends/ews/xml';
import type { XmlElement } from '@/lib/calendar/backends/shared/xml-reader';
import type { RecurrenceRule, RuleEnd } from '@/lib/core/recurrence/recurrence-rule';
import { parseDate } from '@/lib/core/time/wall-time';

export const weekdayNames = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
] as const;

export const monthNames = [
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
] as const;

/** DayOfWeekIndex by position; -1 is the last. */
export const indexNames: Readonly<Record<number, string>> = {
  1: 'First',
  2: 'Second',
  3: 'Third',
  4: 'Fourth',
  [-1]: 'Last',
};

const workdays = [1, 2, 3, 4, 5];
const weekend = [6, 7];
const lastCommonDay = 28;

/** The rule that a Recurrence element says, or null when Foyer has no word for it. */
export function fromRecurrence(recurrence: XmlElement): RecurrenceRule | null {
  const [pattern, range] = recurrence.children;
  const end = range ? fromRange(range) : null;
  const rule = pattern ? fromPattern(pattern) : null;
  return rule && end ? { ...rule, end } : null;
}

const plain: Omit<RecurrenceRule, 'frequency'> = {
  interval: 1,
  months: [],
  monthDays: [],
  weekdays: [],
  positions: [],
  weekStart: 1,
  end: { kind: 'never' },
};

function fromPattern(pattern: XmlElement): RecurrenceRule | null {
  const interval = Number(typeText(pattern, 'Interval') ?? '1');
  switch (pattern.name) {
    case 'DailyRecurrence':
      return { ...plain, frequency: 'daily', interval };
    case 'WeeklyRecurrence': {
      const weekdays = weekdaysIn(pattern).map((weekday) => ({ weekday, position: null }));
      const firstDay = weekdayOf(typeText(pattern, 'FirstDayOfWeek') ?? 'Sunday');
      return { ...plain, frequency: 'weekly', interval, weekdays, weekStart: firstDay ?? 7 };
    }
    case 'AbsoluteMonthlyRecurrence':
      return onDay({ ...plain, frequency: 'monthly', interval }, pattern);
    case 'RelativeMonthlyRecurrence':
      return onNth({ ...plain, frequency: 'monthly', interval }, pattern);
    case 'AbsoluteYearlyRecurrence':
      return onDay({ ...plain, frequency: 'yearly', months: monthsIn(pattern) }, pattern);
    case 'RelativeYearlyRecurrence':
      return onNth({ ...plain, frequency: 'yearly', months: monthsIn(pattern) }, pattern);
    default:
      return null;
  }
}

/** In a month that is too short Exchange takes the last day, which no RRULE says. */
function onDay(rule: RecurrenceRule, pattern: XmlElement): RecurrenceRule | null {
  const day = Number(typeText(pattern, 'DayOfMonth'));
  return day >= 1 && day <= lastCommonDay ? { ...rule, monthDays: [day] } : null;
}

function onNth(rule: RecurrenceRule, pattern: XmlElement): RecurrenceRule | null {
  const wanted = typeText(pattern, 'DayOfWeekIndex')?.trim();
  const position = Object.keys(indexNames)
    .map(Number)
    .find((each) => indexNames[each] === wanted);
  if (position === undefined) return null;
  const names = typeText(pattern, 'DaysOfWeek')?.trim() ?? '';
  if (names === 'Day') return { ...rule, monthDays: [position] };
  const [only, ...more] = weekdaysIn(pattern);
  if (only === undefined) return null;
  if (more.length === 0) return { ...rule, weekdays: [{ weekday: only, position }] };
  const weekdays = [only, ...more].map((weekday) => ({ weekday, position: null }));
  return { ...rule, weekdays, positions: [position] };
}

function weekdaysIn(pattern: XmlElement): readonly number[] {
  const names = (typeText(pattern, 'DaysOfWeek') ?? '').trim().split(/\s+/);
  return names.flatMap((name) => {
    if (name === 'Weekday') return workdays;
    if (name === 'WeekendDay') return weekend;
    return weekdayOf(name) ?? [];
  });
}

function weekdayOf(name: string): number | null {
  const at = (weekdayNames as readonly string[]).indexOf(name.trim());
  return at < 0 ? null : at + 1;
}

function monthsIn(pattern: XmlElement): readonly number[] {
  return [(monthNames as readonly string[]).indexOf(typeText(pattern, 'Month')?.trim() ?? '') + 1];
}

function fromRange(range: XmlElement): RuleEnd | null {
  switch (range.name) {
    case 'NoEndRecurrence':
      return { kind: 'never' };
    case 'NumberedRecurrence':
      return { kind: 'count', count: Number(typeText(range, 'NumberOfOccurrences')) };
    case 'EndDateRecurrence': {
      // An xs:date may end in a zone; the date is what counts.
      const date = parseDate((typeText(range, 'EndDate') ?? '').trim().slice(0, 10));
      return date && { kind: 'date', date };
    }
    default:
      return null;
  }
}
