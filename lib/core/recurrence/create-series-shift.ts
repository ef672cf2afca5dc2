import type { RecurrenceRule } from '@/lib/core/recurrence/recurrence-rule';
import type { RuleDate } from '@/lib/core/recurrence/rule-dates';
import type { RuleProblem } from '@/lib/core/recurrence/rule-problem';
import type { Series, SeriesOverride } from '@/lib/core/recurrence/series';
import { shiftRule } from '@/lib/core/recurrence/shift-rule';
import { addMs, dayMs, type Instant } from '@/lib/core/time/instant';
import {
  addDays,
  addOnClock,
  type CalendarDate,
  toInstant,
  toWallTime,
  type WallTime,
} from '@/lib/core/time/wall-time';

/** Where one date of a series is to go; the dates that follow it go likewise, by the wall clock. */
export interface SeriesMove {
  readonly start: Instant;
  readonly durationMs: number;
}

export interface SeriesShift {
  readonly durationMs: number;
  shiftRule(rule: RecurrenceRule): RecurrenceRule | RuleProblem;
  /** The new start of the date that the old rule meant for that day. */
  place(date: CalendarDate): Instant;
  /** False where the clock skips the new time on that day: no series can begin there. */
  isOnClock(date: CalendarDate): boolean;
  shiftOverride<Override extends SeriesOverride>(override: Override, date: RuleDate): Override;
}

/**
 * What moving the date `from` means for a series and each of its dates. A date that had been moved on
 * its own keeps its distance from its place in the series, and a length of its own.
 */
export function createSeriesShift(
  series: Pick<Series, 'start' | 'durationMs' | 'timeZone'>,
  from: RuleDate,
  move: SeriesMove,
): SeriesShift {
  const { timeZone } = series;
  const clock = toWallTime(series.start, timeZone);
  const old = { ...clock, ...from.date };
  // A date in a gap of the clock starts at another time than the series: unmoved, it keeps that of the series.
  const moved = move.start === from.at ? old : toWallTime(move.start, timeZone);
  const deltaMs = shownMs(moved) - shownMs(old);
  const days = Math.floor(shownMs(moved) / dayMs) - Math.floor(shownMs(old) / dayMs);
  const wallOn = (date: CalendarDate): WallTime => ({ ...moved, ...addDays(date, days) });
  const place = (date: CalendarDate) => toInstant(wallOn(date), timeZone);
  return {
    durationMs: move.durationMs,
    shiftRule: (rule) => shiftRule(rule, days),
    place,
    isOnClock: (date) => shownMs(toWallTime(place(date), timeZone)) === shownMs(wallOn(date)),
    shiftOverride: (override, { date, at }) => {
      const start =
        override.start === at ? place(date) : addOnClock(override.start, deltaMs, timeZone);
      const ownMs = override.end - override.start;
      const lengthMs = ownMs === series.durationMs ? move.durationMs : ownMs;
      return { ...override, recurrenceId: place(date), start, end: addMs(start, lengthMs) };
    },
  };
}

/** What a clock shows as if it were UTC: for distances on the wall only. */
function shownMs({ year, month, day, hour, minute, second }: WallTime): number {
  return Date.UTC(year, month - 1, day, hour, minute, second);
}
