'use client';

import { classNames } from '@/app/_components/class-names';
import { useFloorText } from '@/app/_components/use-floor-text';
import type { GridLine } from '@/app/(employee)/grid/grid-rows';
import { nowClass, rowClass } from '@/app/(employee)/grid/row-class';

interface GridFloorProps {
  readonly line: Extract<GridLine, { kind: 'floor' }>;
  readonly index: number;
  readonly topPx: number;
  /** So many cells a row has beside the room's. */
  readonly cells: number;
  /** The line of the present goes through it. */
  readonly isToday?: boolean;
}

/** The line above a floor's rooms. */
export function GridFloor({ line, index, topPx, cells, isToday = false }: GridFloorProps) {
  const floorText = useFloorText();
  return (
    <tr
      aria-rowindex={index + 2}
      className={classNames(rowClass, 'h-7 bg-page', isToday && nowClass)}
      style={{ top: topPx }}
    >
      <th
        scope="row"
        aria-colindex={1}
        aria-colspan={cells + 1}
        className="sticky inset-s-0 z-10 -mb-px flex w-(--room) items-center border-b border-hairline bg-page px-3 text-12 font-regular text-quiet"
      >
        <span className="inline-block first-letter:uppercase">{floorText(line.floor)}</span>
      </th>
    </tr>
  );
}
