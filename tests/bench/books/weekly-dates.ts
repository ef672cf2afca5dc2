import { addMs, dayMs, instant } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';
import { oracleInstant, shownMs } from '@/tests/support/recurrence-oracle';

/** The dates of a weekly series, at the time that clocks of the zone show at its first. */
export function weeklyDates(first: Interval, count: number, zone: string): readonly Interval[] {
  const lengthMs = first.end - first.start;
  const wall = shownMs(first.start, zone);
  return Array.from({ length: count }, (_each, week) => {
    const start = instant(oracleInstant(wall + week * 7 * dayMs, zone));
    return { start, end: addMs(start, lengthMs) };
  });
}
