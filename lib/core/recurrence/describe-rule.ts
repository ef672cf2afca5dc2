import { explicitRule } from '@/lib/core/recurrence/explicit-rule';
import { lastDate } from '@/lib/core/recurrence/last-date';
import type { RuleFrequency, RuleWeekday } from '@/lib/core/recurrence/recurrence-rule';
import type { RuleStart } from '@/lib/core/recurrence/rule-dates';
import { type CalendarDate, toWallTime } from '@/lib/core/time/wall-time';

/** What `weekdays` is as a whole, where people have a word for it. */
export type WeekdayGroup = 'any-day' | 'working-day' | 'weekend-day';

/** On which days of its period a series is. Weekdays are ISO 8601: Monday 1 to Sunday 7. */
export type RuleDays =
  | { readonly kind: 'every-day' }
  | {
      readonly kind: 'weekdays';
      readonly weekdays: readonly number[];
      readonly group: WeekdayGroup | null;
    }
  /** From 1, or from the end of the month: -1 is its last day. */
  | { readonly kind: 'month-days'; readonly days: readonly number[] }
  /** The second Tuesday, the last Friday (-1). */
  | { readonly kind: 'numbered-weekdays'; readonly weekdays: readonly NumberedWeekday[] }
  /** The first (1), the last (-1) of these weekdays taken together. */
  | {
      readonly kind: 'chosen-of-weekdays';
      readonly positions: readonly number[];
      readonly weekdays: readonly number[];
      readonly group: WeekdayGroup | null;
    };

export interface NumberedWeekday {
  readonly weekday: number;
  readonly position: number;
}

/** A rule as sentences need it: `every second week`, `on Tuesday`, `until 30 June`. */
export interface RuleDescription {
  readonly every: { readonly unit: 'day' | 'week' | 'month' | 'year'; readonly interval: number };
  readonly on: RuleDays;
  /** Of a year; empty for all others. */
  readonly months: readonly number[];
  readonly ends:
    | { readonly kind: 'never' }
    | { readonly kind: 'after'; readonly count: number }
    | { readonly kind: 'on'; readonly date: CalendarDate };
}

const units = {
  daily: 'day',
  weekly: 'week',
  monthly: 'month',
  yearly: 'year',
} as const satisfies Readonly<Record<RuleFrequency, string>>;

/** What a rule says, nothing left to be guessed from its first date; the words are the interface's. */
export function describeRule({ rule, start, timeZone }: RuleStart): RuleDescription {
  const { frequency, interval, end } = rule;
  const explicit = explicitRule(rule, toWallTime(start, timeZone));
  const date = lastDate(end, start, timeZone);
  const counted = end.kind === 'count' ? ({ kind: 'after', count: end.count } as const) : null;
  return {
    every: { unit: units[frequency], interval },
    on: daysOf(explicit),
    months: explicit.months,
    ends: date ? { kind: 'on', date } : (counted ?? { kind: 'never' }),
  };
}

function daysOf({ frequency, weekdays, monthDays, positions }: RuleStart['rule']): RuleDays {
  if (frequency === 'daily') return { kind: 'every-day' };
  if (weekdays.length === 0) return { kind: 'month-days', days: monthDays };
  const numbered = weekdays.filter(isNumbered);
  if (numbered.length > 0) return { kind: 'numbered-weekdays', weekdays: numbered };
  const plain = weekdays.map(({ weekday }) => weekday);
  const group = groupOf(plain);
  return positions.length > 0
    ? { kind: 'chosen-of-weekdays', positions, weekdays: plain, group }
    : { kind: 'weekdays', weekdays: plain, group };
}

function isNumbered(each: RuleWeekday): each is NumberedWeekday {
  return each.position !== null;
}

function groupOf(weekdays: readonly number[]): WeekdayGroup | null {
  switch (weekdays.join()) {
    case '1,2,3,4,5,6,7':
      return 'any-day';
    case '1,2,3,4,5':
      return 'working-day';
    case '6,7':
      return 'weekend-day';
    default:
      return null;
  }
}
