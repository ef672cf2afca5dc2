import { cellInterval, type DayAxis } from '@/app/(employee)/grid/day-axis';
import type { RoomPolicy } from '@/lib/core/policy/room-policy';
import { instant, minuteMs } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';

const leastMinutes = 30;

type LengthRules = Pick<RoomPolicy, 'minDurationMinutes' | 'maxDurationMinutes'>;

/**
 * What a click on one cell of a free stretch offers: half an hour, a whole cell where cells are
 * longer, or as near to it as the room's rules allow, but never beyond the stretch.
 */
export function offerAt(
  axis: DayAxis,
  free: Interval,
  cell: number,
  { minDurationMinutes, maxDurationMinutes }: LengthRules,
): Interval {
  const start = instant(Math.max(cellInterval(axis, cell).start, free.start));
  const minutes = Math.min(
    Math.max(leastMinutes, axis.zoom, minDurationMinutes),
    maxDurationMinutes,
  );
  return { start, end: instant(Math.min(start + minutes * minuteMs, free.end)) };
}

/** The cells from one to the other, both included, as far as the free stretch goes. */
export function selectionBetween(
  axis: DayAxis,
  free: Interval,
  anchor: number,
  head: number,
): Interval {
  const first = cellInterval(axis, Math.min(anchor, head)).start;
  const last = cellInterval(axis, Math.max(anchor, head)).end;
  return {
    start: instant(Math.max(first, free.start)),
    end: instant(Math.min(last, free.end)),
  };
}
