import type { RuleStart } from '@/lib/core/recurrence/rule-dates';
import type { Instant } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';

/** A date of a series that was changed on its own; callers may keep more with it. */
export interface SeriesOverride extends Interval {
  /** The start that the rule gives this date. */
  readonly recurrenceId: Instant;
}

/** A rule with everything that was done to single dates of it. */
export interface Series<Override extends SeriesOverride = SeriesOverride> extends RuleStart {
  readonly durationMs: number;
  /** Starts that are left out. */
  readonly exceptions: readonly Instant[];
  readonly overrides: readonly Override[];
}
