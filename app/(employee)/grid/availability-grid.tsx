'use client';

import { useTranslations } from 'next-intl';
import { useId, useMemo, useRef } from 'react';
import { prepareBooking } from '@/app/_components/prepare-booking';
import { type DayAxis, positionOf } from '@/app/(employee)/grid/day-axis';
import { GridBody } from '@/app/(employee)/grid/grid-body';
import { GridFoot } from '@/app/(employee)/grid/grid-foot';
import { GridHead } from '@/app/(employee)/grid/grid-head';
import { GridOverlays } from '@/app/(employee)/grid/grid-overlays';
import { gridRole } from '@/app/(employee)/grid/grid-roles';
import { gridLines } from '@/app/(employee)/grid/grid-rows';
import { HourLines } from '@/app/(employee)/grid/hour-lines';
import { openingCell } from '@/app/(employee)/grid/opening-cell';
import { useCarrying } from '@/app/(employee)/grid/use-carrying';
import { openingScript, openingShare, useDayScroll } from '@/app/(employee)/grid/use-day-scroll';
import { useGridCommands } from '@/app/(employee)/grid/use-grid-commands';
import { useGridCursor } from '@/app/(employee)/grid/use-grid-cursor';
import { useGridKeyboard } from '@/app/(employee)/grid/use-grid-keyboard';
import type { ChangeGrid } from '@/app/(employee)/grid/use-grid-state';
import type { DayOf } from '@/app/(employee)/grid/use-room-days';
import { useStretchWords } from '@/app/(employee)/grid/use-stretch-words';
import type { Zoom } from '@/app/(employee)/grid/zoom';
import type { Instant } from '@/lib/core/time/instant';
import type { BuildingAnswer, RoomAnswer } from '@/lib/http/contract/places';

/** An hour is as wide as lets so many of them lie in view, and never too narrow for its figures. */
const widthClasses: Readonly<Record<Zoom, string>> = {
  15: '[--hour:max(80px,round(down,(100cqw-var(--room))/11,4px))] [--cell:calc(var(--hour)/4)]',
  30: '[--hour:max(56px,round(down,(100cqw-var(--room))/16,2px))] [--cell:calc(var(--hour)/2)]',
  60: '[--hour:max(40px,(100cqw-var(--room))/24)] [--cell:var(--hour)]',
};

interface AvailabilityGridProps {
  readonly building: BuildingAnswer;
  readonly rooms: readonly RoomAnswer[];
  readonly axis: DayAxis;
  readonly now: Instant;
  readonly dayOf: DayOf;
  /** The room where the keyboard begins; null: the first. */
  readonly wishedRoomId: string | null;
  /** The reader has just chosen that room's day: the focus goes there. */
  readonly isOpened: boolean;
  readonly isLoading: boolean;
  readonly updatedAt: Instant | null;
  readonly change: ChangeGrid;
}

/** Rooms down the side, the day to the right; only the rooms in view are in the page. */
export function AvailabilityGrid(props: AvailabilityGridProps) {
  const { building, rooms, axis, now, dayOf, isLoading, updatedAt } = props;
  const t = useTranslations('grid');
  const hintId = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const lines = useMemo(() => gridLines(rooms), [rooms]);
  const { words, cursor, cursorKey, focusTarget, carrying, doing, onKeyDown } = useDoings(props);
  const { carried } = carrying;
  const { selection, told, own, closeOwn, commands } = doing;
  const cursorLine = lines.findIndex((line) => line.kind === 'room' && line.row === cursor.row);
  const isToday = axis.window.start <= now && now < axis.window.end;
  useDayScroll(scroller, focusTarget, axis);
  return (
    <>
      <div
        ref={scroller}
        data-opening={openingShare(axis)}
        className="@container isolate min-h-48 overflow-auto rounded-control border border-hairline bg-surface [--room:11rem] lg:[--room:15rem]"
      >
        <div
          className={`relative ${widthClasses[axis.zoom]}`}
          style={{
            width: `calc(var(--room) + ${axis.cells} * var(--cell))`,
            ...(isToday && { '--now': positionOf(axis, now) }),
          }}
        >
          <HourLines axis={axis} />
          <table
            {...gridRole}
            aria-label={t('label', { building: building.name, date: words.date })}
            aria-describedby={hintId}
            aria-rowcount={lines.length + 1}
            aria-colcount={axis.cells + 1}
            aria-busy={isLoading}
            onKeyDown={onKeyDown}
            onPointerEnter={prepareBooking}
            onFocus={prepareBooking}
            className="block"
          >
            <GridHead axis={axis} now={now} roomCount={rooms.length} />
            <GridBody
              {...{ lines, cursorLine, scroller, isToday, axis, words, dayOf, commands }}
              {...{ carried, selection, cursor, cursorKey, focusTarget }}
            />
          </table>
        </div>
      </div>
      <script>{openingScript}</script>
      <GridOverlays {...{ own, closeOwn, words, commands, carrying, focusTarget }} />
      <GridFoot hint={t('hint')} {...{ hintId, updatedAt }} zone={axis.zone} />
      <p role="status" className="sr-only">
        {told}
      </p>
    </>
  );
}

/** Where the keyboard is, what is done in the grid, by mouse and by keys, and what is said of it. */
function useDoings(props: AvailabilityGridProps) {
  const { rooms, axis, now, dayOf, change, wishedRoomId, isOpened } = props;
  const words = useStretchWords(axis);
  const { cells, cellMs } = axis;
  const wishedRow = rooms.findIndex(({ id }) => id === wishedRoomId);
  const { cursor, cursorKey, moveTo, focusTarget } = useGridCursor(
    { rows: rooms.length, cells, cellMs },
    { row: Math.max(0, wishedRow), cell: openingCell(axis, now) },
    wishedRow < 0 ? 'stay' : isOpened ? 'focus' : 'show',
  );
  const carrying = useCarrying({ rooms, words });
  const doing = useGridCommands({ axis, rooms, dayOf, words, moveTo, carrying });
  const { selection, commands } = doing;
  const onKeyDown = useGridKeyboard({
    ...{ axis, rooms, dayOf, cursor, selection, carrying, commands, change, moveTo },
  });
  return { words, cursor, cursorKey, focusTarget, carrying, doing, onKeyDown };
}
