import type { CalendarDate } from '@/lib/core/time/wall-time';

export const repeatKinds = [
  'none',
  'daily',
  'working-days',
  'weekly',
  'monthly',
  'yearly',
] as const;
export type RepeatKind = (typeof repeatKinds)[number];

/** Which day of a month: its number, its last, its second Tuesday, its last Friday. */
export const monthlyWays = ['day', 'last-day', 'weekday', 'last-weekday'] as const;
export type MonthlyWay = (typeof monthlyWays)[number];

export const repeatEnds = ['never', 'on', 'after'] as const;
export type RepeatEnds = (typeof repeatEnds)[number];

/**
 * How the reader wants a booking to repeat. What the first date decides is not kept here: choose
 * another date, and the rule follows it.
 */
export interface Repeat {
  readonly kind: RepeatKind;
  /** Every, every second, every third. Working days are never left out. */
  readonly interval: number;
  /** Of a week, beside the first date's own: ISO 8601, Monday 1 to Sunday 7. */
  readonly moreWeekdays: readonly number[];
  readonly monthlyWay: MonthlyWay;
  readonly ends: RepeatEnds;
  /** Null until one is chosen. */
  readonly until: CalendarDate | null;
  readonly count: number;
}

export const noRepeat: Repeat = {
  kind: 'none',
  interval: 1,
  moreWeekdays: [],
  monthlyWay: 'day',
  ends: 'after',
  until: null,
  count: 10,
};

export const mostInterval = 99;
/** As many dates as a series may have. */
export const mostCount = 1_000;
