import { cellAt, cellOfHour, type DayAxis } from '@/app/(employee)/grid/day-axis';
import type { Instant } from '@/lib/core/time/instant';

export const firstShownHour = 8;

/** Where a day is begun to be read: at 8:00, or at the present when that is later. */
export function openingCell(axis: DayAxis, now: Instant): number {
  const morning = cellOfHour(axis, firstShownHour);
  const isToday = axis.window.start <= now && now < axis.window.end;
  return isToday ? Math.max(cellAt(axis, now), morning) : morning;
}
