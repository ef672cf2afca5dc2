import type { CalendarDate } from '@/lib/core/time/wall-time';

/** Negative when `a` is the earlier, zero when both are the same day. */
export function compareDates(a: CalendarDate, b: CalendarDate): number {
  return a.year - b.year || a.month - b.month || a.day - b.day;
}
