'use client';

import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { type DayAxis, quarterAt, quarterOfHour } from '@/app/(employee)/grid/day-axis';
import { type GridCursor, within } from '@/app/(employee)/grid/grid-cursor';
import { firstShownHour } from '@/app/(employee)/grid/use-opening-scroll';
import type { Instant } from '@/lib/core/time/instant';

export type MoveTo = (cursor: GridCursor) => void;

export interface GridCursorState {
  readonly cursor: GridCursor;
  /** Moves the cursor and the focus with it. */
  readonly moveTo: MoveTo;
  /** Belongs on the one element of the grid that can have the focus. */
  readonly focusTarget: RefObject<HTMLElement | null>;
}

/** Where the keyboard is in the grid; at first in the first room, at the present or at 8:00. */
export function useGridCursor(axis: DayAxis, rows: number, now: Instant): GridCursorState {
  const [wished, setWished] = useState<GridCursor>(() => ({
    row: 0,
    quarter: openingQuarter(axis, now),
  }));
  const focusTarget = useRef<HTMLElement>(null);
  const isFocusDue = useRef(false);
  const moveTo = useCallback<MoveTo>((cursor) => {
    isFocusDue.current = true;
    // At once: a dialog that opens next gives the focus back to where it is now.
    flushSync(() => setWished({ ...cursor }));
  }, []);
  useLayoutEffect(() => {
    if (!isFocusDue.current || !focusTarget.current) return;
    isFocusDue.current = false;
    focusTarget.current.focus({ preventScroll: true });
    focusTarget.current.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  });
  return { cursor: within(wished, { rows, quarters: axis.quarters }), moveTo, focusTarget };
}

function openingQuarter(axis: DayAxis, now: Instant): number {
  const morning = quarterOfHour(axis, firstShownHour);
  const isToday = axis.window.start <= now && now < axis.window.end;
  return isToday ? Math.max(quarterAt(axis, now), morning) : morning;
}
