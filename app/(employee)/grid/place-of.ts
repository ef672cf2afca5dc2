import { type DayAxis, positionOf } from '@/app/(employee)/grid/day-axis';
import type { Interval } from '@/lib/core/time/interval';

/** Where a stretch stands in a row and how wide it is. */
export function placeOf(axis: DayAxis, { start, end }: Interval) {
  const from = positionOf(axis, start);
  const length = positionOf(axis, end) - from;
  return {
    insetInlineStart: `calc(var(--room) + ${from} * var(--cell))`,
    width: `calc(${length} * var(--cell))`,
  };
}
