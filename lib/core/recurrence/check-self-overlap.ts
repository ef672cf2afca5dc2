import { byStart, type Interval } from '@/lib/core/time/interval';

export interface SelfOverlap {
  readonly earlier: Interval;
  readonly later: Interval;
}

/**
 * The first two dates of a series that overlap each other, or null. All are of one room, in any order,
 * each as long as it holds the room. An exact day that repeats daily overlaps on the day of 23 hours.
 */
export function checkSelfOverlap(dates: readonly Interval[]): SelfOverlap | null {
  const sorted = [...dates].sort(byStart);
  for (const [index, later] of sorted.entries()) {
    const earlier = sorted[index - 1];
    // Of dates sorted by start, the first pair that overlaps are neighbours.
    if (earlier && later.start < earlier.end) return { earlier, later };
  }
  return null;
}
