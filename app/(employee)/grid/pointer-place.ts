import type { MouseEvent } from 'react';
import type { Grip } from '@/app/(employee)/grid/carried';
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

/** The room in whose row the pointer is, whichever element has captured it. */
export function roomIdUnder({ clientX, clientY }: MouseEvent<HTMLElement>): string | null {
  const row = document.elementFromPoint(clientX, clientY)?.closest<HTMLElement>('tr[data-room]');
  return row?.dataset.room ?? null;
}

const edgePx = 8;
/** Narrower than this a booking has no edges: it moves as a whole. */
const leastWithEdgesPx = 24;

/** By what of an own booking the pointer holds it; null when it is on none. */
export function gripUnder({ target, clientX }: MouseEvent<HTMLElement>): Grip | null {
  const own = target instanceof Element ? target.closest('a[data-own]') : null;
  if (!own) return null;
  const { left, right, width } = own.getBoundingClientRect();
  if (width < leastWithEdgesPx) return 'whole';
  const isReversed = isRightToLeft(own);
  if (clientX - left < edgePx) return isReversed ? 'end' : 'start';
  if (right - clientX < edgePx) return isReversed ? 'start' : 'end';
  return 'whole';
}
