import type { GraphRecurrence } from '@/lib/calendar/backends/graph/graph-event';
import { dayNames, indexNames } from '@/lib/calendar/backends/graph/to-recurrence';
import type { RecurrenceRule, RuleEnd, RuleFrequency } from '@/lib/core/recurrence/recurrence-rule';
import { parseDate } from '@/lib/core/time/wall-time';

type Choice = Pick<RecurrenceRule, 'months' | 'monthDays' | 'weekdays' | 'positions'>;

const noChoice: Choice = { months: [], monthDays: [], weekdays: [], positions: [] };
const frequencies: Readonly<Record<string, RuleFrequency>> = {
  daily: 'daily',
  weekly: 'weekly',
  absolutemonthly: 'monthly',
  relativemonthly: 'monthly',
  absoluteyearly: 'yearly',
  relativeyearly: 'yearly',
};

/** The rule of a patternedRecurrence; null for one that Foyer's rules do not say. */
export function fromPatternedRecurrence({
  pattern,
  range,
}: GraphRecurrence): RecurrenceRule | null {
  const frequency = frequencies[pattern.type];
  const end = toEnd(range);
  const choice = toChoice(pattern);
  const interval = pattern.interval ?? 1;
  if (!frequency || !end || !choice || !(interval >= 1)) return null;
  const named = dayNumber(pattern.firstDayOfWeek);
  const weekStart = pattern.type === 'weekly' ? (named ?? 7) : 1;
  return { ...noChoice, ...choice, frequency, interval, weekStart, end };
}

function toChoice(pattern: GraphRecurrence['pattern']): Partial<Choice> | null {
  const weekdays = (pattern.daysOfWeek ?? []).map(dayNumber).filter((day) => day !== null);
  const months = pattern.type.endsWith('yearly') ? [pattern.month ?? 0] : [];
  switch (pattern.type) {
    case 'daily':
      return {};
    case 'weekly':
      return weekdays.length > 0 ? { weekdays: weekdays.map(every).sort(byWeekday) } : null;
    case 'absolutemonthly':
    case 'absoluteyearly':
      return isDay(pattern.dayOfMonth) ? { months, monthDays: [pattern.dayOfMonth] } : null;
    default:
      return relativeChoice(pattern.index, weekdays, months);
  }
}

function relativeChoice(
  index: string,
  weekdays: readonly number[],
  months: readonly number[],
): Partial<Choice> | null {
  const front = indexNames.indexOf(index) + 1;
  const position = index === 'last' ? -1 : front;
  const [only, ...more] = weekdays;
  if (position === 0 || only === undefined) return null;
  if (weekdays.length === 7 && position === -1) return { months, monthDays: [-1] };
  if (more.length === 0) return { months, weekdays: [{ weekday: only, position }] };
  return { months, weekdays: weekdays.map(every).sort(byWeekday), positions: [position] };
}

function toEnd(range: GraphRecurrence['range']): RuleEnd | null {
  switch (range.type) {
    case 'noend':
      return { kind: 'never' };
    case 'numbered':
      return { kind: 'count', count: range.numberOfOccurrences ?? 0 };
    case 'enddate': {
      const date = parseDate(range.endDate ?? '');
      return date && { kind: 'date', date };
    }
    default:
      return null;
  }
}

/** ISO 8601; null for what is no weekday. */
function dayNumber(name: string): number | null {
  const index = dayNames.indexOf(name);
  return index < 0 ? null : index || 7;
}

function every(weekday: number) {
  return { weekday, position: null };
}

function byWeekday(a: { readonly weekday: number }, b: { readonly weekday: number }): number {
  return a.weekday - b.weekday;
}

function isDay(day: number | null): day is number {
  return day !== null && day >= 1 && day <= 31;
}
