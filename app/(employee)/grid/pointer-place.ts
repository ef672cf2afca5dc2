import type { MouseEvent } from 'react';
import type { DayAxis } from '@/app/(employee)/grid/day-axis';
import { isRightToLeft } from '@/app/(employee)/grid/is-right-to-left';
import { type Instant, instant } from '@/lib/core/time/instant';

/** The instant that lies under the pointer in a room's row. */
export function instantUnder(event: MouseEvent<HTMLElement>, { window }: DayAxis): Instant {
  const row = event.currentTarget;
  const { left, right, width: rowPx } = row.getBoundingClientRect();
  const roomPx = row.firstElementChild?.getBoundingClientRect().width ?? 0;
  const inRowPx = isRightToLeft(row) ? right - event.clientX : event.clientX - left;
  const lengthMs = window.end - window.start;
  const passedMs = Math.floor(((inRowPx - roomPx) / (rowPx - roomPx)) * lengthMs);
  return instant(window.start + Math.min(Math.max(passedMs, 0), lengthMs - 1));
}

/** Whether the pointer is not on the day at all but on the room's own cell or a link. */
export function isBesideDay({ target }: MouseEvent<HTMLElement>): boolean {
  return target instanceof Element && target.closest('th, a') !== null;
}
