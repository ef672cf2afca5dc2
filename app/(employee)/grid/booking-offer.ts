import { type DayAxis, quarterInterval } from '@/app/(employee)/grid/day-axis';
import type { RoomPolicy } from '@/lib/core/policy/room-policy';
import { instant, minuteMs } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';

const usualMinutes = 30;

type LengthRules = Pick<RoomPolicy, 'minDurationMinutes' | 'maxDurationMinutes'>;

/**
 * What a click on one quarter of a free stretch offers: half an hour, or as near to it as the
 * room's rules allow, but never beyond the stretch.
 */
export function offerAt(
  axis: DayAxis,
  free: Interval,
  quarter: number,
  { minDurationMinutes, maxDurationMinutes }: LengthRules,
): Interval {
  const start = instant(Math.max(quarterInterval(axis, quarter).start, free.start));
  const minutes = Math.min(Math.max(usualMinutes, minDurationMinutes), maxDurationMinutes);
  return { start, end: instant(Math.min(start + minutes * minuteMs, free.end)) };
}

/** The quarters from one to the other, both included, as far as the free stretch goes. */
export function selectionBetween(
  axis: DayAxis,
  free: Interval,
  anchor: number,
  head: number,
): Interval {
  const first = quarterInterval(axis, Math.min(anchor, head)).start;
  const last = quarterInterval(axis, Math.max(anchor, head)).end;
  return {
    start: instant(Math.max(first, free.start)),
    end: instant(Math.min(last, free.end)),
  };
}
