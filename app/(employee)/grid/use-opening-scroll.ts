'use client';

import { type RefObject, useLayoutEffect, useRef } from 'react';
import { type DayAxis, quarterOfHour } from '@/app/(employee)/grid/day-axis';
import { isRightToLeft } from '@/app/(employee)/grid/is-right-to-left';

export const firstShownHour = 8;

/** Begins at 8:00; afterwards the reader's own scrolling stays as it is, whatever the day. */
export function useOpeningScroll(scroller: RefObject<HTMLDivElement | null>, axis: DayAxis): void {
  const done = useRef(false);
  useLayoutEffect(() => {
    const element = scroller.current;
    const grid = element?.firstElementChild;
    const corner = grid?.querySelector('th');
    if (done.current || !element || !grid || !corner) return;
    done.current = true;
    const dayPx = grid.clientWidth - corner.getBoundingClientRect().width;
    const startPx = (quarterOfHour(axis, firstShownHour) / axis.quarters) * dayPx;
    element.scrollLeft = isRightToLeft(element) ? -startPx : startPx;
  }, [scroller, axis]);
}
