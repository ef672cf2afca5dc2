'use client';

import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useCallback } from 'react';
import type { GridLine } from '@/app/(employee)/grid/grid-rows';

const roomHeightPx = 40;
const floorHeightPx = 28;
const overscanLines = 6;
/** As high as most windows are: what the server paints before the window's height is known. */
const firstRect = { width: 0, height: 720 };

export interface VirtualLine {
  readonly line: GridLine;
  readonly index: number;
  readonly topPx: number;
}

/** The lines in view, and always the one with the cursor: the grid must not lose its tab stop. */
export function useVirtualLines(
  lines: readonly GridLine[],
  scroller: RefObject<HTMLDivElement | null>,
  cursorLine: number,
): { readonly virtualLines: readonly VirtualLine[]; readonly heightPx: number } {
  const rangeExtractor = useCallback(
    (range: Range) => {
      const inView = defaultRangeExtractor(range);
      if (cursorLine < 0 || inView.includes(cursorLine)) return inView;
      return [...inView, cursorLine].sort((a, b) => a - b);
    },
    [cursorLine],
  );
  // The same function as long as the lines are the same: a new one would measure all of them again.
  const getItemKey = useCallback((index: number) => lines[index]?.key ?? index, [lines]);
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (lines[index]?.kind === 'floor' ? floorHeightPx : roomHeightPx),
    getItemKey,
    overscan: overscanLines,
    initialRect: firstRect,
    rangeExtractor,
  });
  const virtualLines = virtualizer.getVirtualItems().flatMap(({ index, start }) => {
    const line = lines[index];
    return line ? [{ line, index, topPx: start }] : [];
  });
  return { virtualLines, heightPx: virtualizer.getTotalSize() };
}
