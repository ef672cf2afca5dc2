'use client';

import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { type GridCursor, roomCell, within } from '@/app/(employee)/grid/grid-cursor';

export type MoveTo = (cursor: GridCursor) => void;

export interface GridCursorState {
  readonly cursor: GridCursor;
  /** The same for as long as the reader has not moved, although cells may be longer or shorter now. */
  readonly cursorKey: number;
  /** Moves the cursor and the focus with it. */
  readonly moveTo: MoveTo;
  /** Belongs on the one element of the grid that can have the focus. */
  readonly focusTarget: RefObject<HTMLElement | null>;
}

interface GridCells {
  readonly rows: number;
  readonly cells: number;
  readonly cellMs: number;
}

interface Wished {
  readonly row: number;
  /** How far into the row it is; null on the room's own cell. */
  readonly offsetMs: number | null;
}

/** What the grid does with the cursor when it appears: nothing, bring it into view, or focus it. */
export type Arrival = 'stay' | 'show' | 'focus';

/** Where the keyboard is in the grid; `first` is where it begins. */
export function useGridCursor(
  { rows, cells, cellMs }: GridCells,
  first: GridCursor,
  arrival: Arrival,
): GridCursorState {
  const [wished, setWished] = useState<Wished>(() => toWished(first, cellMs));
  const focusTarget = useRef<HTMLElement>(null);
  const due = useRef<Arrival>(arrival);
  const moveTo = useCallback<MoveTo>(
    (cursor) => {
      due.current = 'focus';
      // At once: a dialog that opens next gives the focus back to where it is now.
      flushSync(() => setWished(toWished(cursor, cellMs)));
    },
    [cellMs],
  );
  useLayoutEffect(() => {
    if (due.current === 'stay' || !focusTarget.current) return;
    if (due.current === 'focus') focusTarget.current.focus({ preventScroll: true });
    due.current = 'stay';
    focusTarget.current.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  });
  const { row, offsetMs } = wished;
  const cell = offsetMs === null ? roomCell : Math.floor(offsetMs / cellMs);
  const cursor = within({ row, cell }, { rows, cells });
  return { cursor, cursorKey: offsetMs ?? roomCell, moveTo, focusTarget };
}

function toWished({ row, cell }: GridCursor, cellMs: number): Wished {
  return { row, offsetMs: cell === roomCell ? null : cell * cellMs };
}
