'use client';

import type { RefObject } from 'react';
import { useFeatureNames } from '@/app/_components/use-feature-names';
import type { GridCursor } from '@/app/(employee)/grid/grid-cursor';
import { GridFloor } from '@/app/(employee)/grid/grid-floor';
import type { GridLine } from '@/app/(employee)/grid/grid-rows';
import { useVirtualLines } from '@/app/(employee)/grid/use-virtual-lines';
import { type WeekParts, WeekRow } from '@/app/(employee)/grid/week/week-row';

interface WeekBodyProps extends WeekParts {
  readonly lines: readonly GridLine[];
  readonly scroller: RefObject<HTMLDivElement | null>;
  /** Of `lines`, the one with the cursor. */
  readonly cursorLine: number;
  readonly cursor: GridCursor;
  readonly focusTarget: RefObject<HTMLElement | null>;
}

/** The rooms in view and the names of their floors; all that is made anew while the week scrolls. */
export function WeekBody(props: WeekBodyProps) {
  const { lines, scroller, cursorLine, cursor, focusTarget, ...parts } = props;
  const { virtualLines, heightPx } = useVirtualLines(lines, scroller, cursorLine);
  const featureNames = useFeatureNames();
  return (
    <tbody className="relative block" style={{ height: heightPx }}>
      {virtualLines.map(({ line, index, topPx }) => {
        if (line.kind === 'floor') {
          return <GridFloor key={line.key} {...{ line, index, topPx }} cells={parts.days.length} />;
        }
        const isHere = line.row === cursor.row;
        return (
          <WeekRow
            key={line.key}
            {...parts}
            {...{ index, topPx, featureNames }}
            room={line.room}
            cursorCell={isHere ? cursor.cell : null}
            focusTarget={isHere ? focusTarget : null}
          />
        );
      })}
    </tbody>
  );
}
