'use client';

import type { RefObject } from 'react';
import { useFeatureNames } from '@/app/_components/use-feature-names';
import type { Carried } from '@/app/(employee)/grid/carried';
import type { DayAxis } from '@/app/(employee)/grid/day-axis';
import type { GridCursor } from '@/app/(employee)/grid/grid-cursor';
import { GridFloor } from '@/app/(employee)/grid/grid-floor';
import { GridRoom } from '@/app/(employee)/grid/grid-row';
import type { GridLine } from '@/app/(employee)/grid/grid-rows';
import type { GridCommands, GridSelection } from '@/app/(employee)/grid/use-grid-commands';
import type { DayOf } from '@/app/(employee)/grid/use-room-days';
import type { StretchWords } from '@/app/(employee)/grid/use-stretch-words';
import { useVirtualLines } from '@/app/(employee)/grid/use-virtual-lines';

interface GridBodyProps {
  readonly lines: readonly GridLine[];
  readonly scroller: RefObject<HTMLDivElement | null>;
  /** Of `lines`, the one with the cursor. */
  readonly cursorLine: number;
  readonly isToday: boolean;
  readonly axis: DayAxis;
  readonly words: StretchWords;
  readonly dayOf: DayOf;
  readonly commands: GridCommands;
  readonly carried: Carried | null;
  readonly selection: GridSelection | null;
  readonly cursor: GridCursor;
  readonly cursorKey: number;
  readonly focusTarget: RefObject<HTMLElement | null>;
}

/** The rooms in view and the names of their floors; all that is made anew while the grid scrolls. */
export function GridBody(props: GridBodyProps) {
  const { lines, scroller, cursorLine, isToday, axis, words, dayOf, commands } = props;
  const { virtualLines, heightPx } = useVirtualLines(lines, scroller, cursorLine);
  const { carried, selection, cursor, cursorKey, focusTarget } = props;
  const featureNames = useFeatureNames();
  return (
    <tbody className="relative block" style={{ height: heightPx }}>
      {virtualLines.map(({ line, index, topPx }) => {
        if (line.kind === 'floor') {
          return (
            <GridFloor key={line.key} {...{ line, index, topPx, isToday }} cells={axis.cells} />
          );
        }
        const isHere = line.row === cursor.row;
        return (
          <GridRoom
            key={line.key}
            {...{ index, topPx, axis, isToday, words, commands, carried, featureNames }}
            room={line.room}
            row={line.row}
            day={dayOf(line.room)}
            selection={selection?.roomId === line.room.id ? selection : null}
            cursorCell={isHere ? cursor.cell : null}
            cursorKey={isHere ? cursorKey : null}
            focusTarget={isHere ? focusTarget : null}
          />
        );
      })}
    </tbody>
  );
}
