'use client';

import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import { cellOfHour, type DayAxis } from '@/app/(employee)/grid/day-axis';
import { isRightToLeft } from '@/app/(employee)/grid/is-right-to-left';
import { firstShownHour } from '@/app/(employee)/grid/opening-cell';
import type { Zoom } from '@/app/(employee)/grid/zoom';

/** Where a day begins to be shown, as a share of it. */
export function openingShare(axis: DayAxis): number {
  return cellOfHour(axis, firstShownHour) / axis.cells;
}

/**
 * Begins there in a page that the server painted, right after its scroller and before the first
 * paint: at midnight there is little to see. The hook repeats it, which then changes nothing.
 */
export const openingScript = `{
  const scroller = document.currentScript.previousElementSibling;
  const grid = scroller.firstElementChild;
  const dayPx = grid.clientWidth - grid.querySelector('th').getBoundingClientRect().width;
  const startPx = scroller.dataset.opening * dayPx;
  scroller.scrollLeft = getComputedStyle(scroller).direction === 'rtl' ? -startPx : startPx;
}`;

/**
 * Begins at 8:00; afterwards the reader's own scrolling stays as it is, whatever the day. Nearer or
 * farther, the same time stays at the edge, and where the focus is stays in view.
 */
export function useDayScroll(
  scroller: RefObject<HTMLDivElement | null>,
  focusTarget: RefObject<HTMLElement | null>,
  axis: DayAxis,
): void {
  const share = useRef<number | null>(null);
  const shown = useRef<Zoom | null>(null);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element || shown.current === axis.zoom) return;
    share.current ??= openingShare(axis);
    shown.current = axis.zoom;
    const startPx = share.current * dayPx(element);
    element.scrollLeft = isRightToLeft(element) ? -startPx : startPx;
    const { activeElement } = document;
    if (activeElement === focusTarget.current) {
      activeElement?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    }
  }, [scroller, focusTarget, axis]);
  useEffect(() => {
    const element = scroller.current;
    const remember = () => {
      if (element) share.current = Math.abs(element.scrollLeft) / dayPx(element);
    };
    element?.addEventListener('scroll', remember, { passive: true });
    return () => element?.removeEventListener('scroll', remember);
  }, [scroller]);
}

/** How wide the whole day is, the room's column aside. */
function dayPx(scroller: HTMLDivElement): number {
  const grid = scroller.firstElementChild;
  const roomPx = grid?.querySelector('th')?.getBoundingClientRect().width ?? 0;
  return Math.max(1, (grid?.clientWidth ?? 0) - roomPx);
}
