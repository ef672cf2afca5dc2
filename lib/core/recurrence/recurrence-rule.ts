import type { Instant } from '@/lib/core/time/instant';
import type { CalendarDate } from '@/lib/core/time/wall-time';

export const ruleFrequencies = ['daily', 'weekly', 'monthly', 'yearly'] as const;
export type RuleFrequency = (typeof ruleFrequencies)[number];

export interface RuleWeekday {
  /** ISO 8601: Monday 1 to Sunday 7. */
  readonly weekday: number;
  /** Which one of the month: 1 to 4, or -1 (the last) to -4; null: every one. */
  readonly position: number | null;
}

/** When a series stops. A date belongs to it whole, as the series' own zone counts dates. */
export type RuleEnd =
  | { readonly kind: 'never' }
  | { readonly kind: 'count'; readonly count: number }
  | { readonly kind: 'date'; readonly date: CalendarDate }
  | { readonly kind: 'instant'; readonly at: Instant };

/**
 * What Foyer books of RFC 5545 section 3.3.10: at most one date a day, always at the time of the
 * first. Lists are sorted and hold nothing twice; an empty one leaves that choice to the first date.
 */
export interface RecurrenceRule {
  readonly frequency: RuleFrequency;
  readonly interval: number;
  readonly months: readonly number[];
  /** 1 to 31, or -1 (the month's last day) to -31. */
  readonly monthDays: readonly number[];
  readonly weekdays: readonly RuleWeekday[];
  /** BYSETPOS: of the month's days that `weekdays` names only these, from either end. */
  readonly positions: readonly number[];
  /** ISO 8601 weekday on which weeks begin: it matters where not every week is taken. */
  readonly weekStart: number;
  readonly end: RuleEnd;
}
