import { addMs, hourMs, instant } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';
import { addDays, dateOf, toInstant } from '@/lib/core/time/wall-time';
import { zoneId } from '@/lib/core/time/zone';

export const paris = zoneId('Europe/Paris');

/** The day after tomorrow at ten in Paris, and so many weeks later on the same clock. */
export function week(index: number, hour = 10): Interval {
  const date = addDays(dateOf(instant(Date.now()), paris), 2 + 7 * index);
  const start = toInstant({ ...date, hour, minute: 0, second: 0 }, paris);
  return { start, end: addMs(start, hourMs) };
}

/** Six weeks of an hour. */
export const weekly = { ...week(0), timeZone: paris, rrule: 'FREQ=WEEKLY;COUNT=6' };
