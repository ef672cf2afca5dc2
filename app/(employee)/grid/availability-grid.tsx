'use client';

import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { Suspense, useId, useMemo, useRef } from 'react';
import { afterFocusReturns } from '@/app/_components/after-focus-returns';
import type { DayAxis } from '@/app/(employee)/grid/day-axis';
import { GridFoot } from '@/app/(employee)/grid/grid-foot';
import { GridHead } from '@/app/(employee)/grid/grid-head';
import { gridRole } from '@/app/(employee)/grid/grid-roles';
import { GridFloor, GridRoom } from '@/app/(employee)/grid/grid-row';
import { gridLines } from '@/app/(employee)/grid/grid-rows';
import { NowLine } from '@/app/(employee)/grid/now-line';
import { useCarrying } from '@/app/(employee)/grid/use-carrying';
import { useGridCommands } from '@/app/(employee)/grid/use-grid-commands';
import { useGridCursor } from '@/app/(employee)/grid/use-grid-cursor';
import { useGridKeyboard } from '@/app/(employee)/grid/use-grid-keyboard';
import type { ChangeGrid } from '@/app/(employee)/grid/use-grid-state';
import { useOpeningScroll } from '@/app/(employee)/grid/use-opening-scroll';
import type { DayOf } from '@/app/(employee)/grid/use-room-days';
import { useStretchWords } from '@/app/(employee)/grid/use-stretch-words';
import { useVirtualLines } from '@/app/(employee)/grid/use-virtual-lines';
import type { Instant } from '@/lib/core/time/instant';
import type { BuildingAnswer, RoomAnswer } from '@/lib/http/contract/places';

const MoveNotice = dynamic(async () => {
  const loaded = await import('@/app/(employee)/grid/move-notice');
  return loaded.MoveNotice;
});
const OwnBooking = dynamic(async () => {
  const loaded = await import('@/app/(employee)/grid/own-booking');
  return loaded.OwnBooking;
});

interface AvailabilityGridProps {
  readonly building: BuildingAnswer;
  readonly rooms: readonly RoomAnswer[];
  readonly axis: DayAxis;
  readonly now: Instant;
  readonly dayOf: DayOf;
  readonly isLoading: boolean;
  readonly updatedAt: Instant | null;
  readonly change: ChangeGrid;
}

/** Rooms down the side, the day to the right; only the rooms in view are in the page. */
export function AvailabilityGrid(props: AvailabilityGridProps) {
  const { building, rooms, axis, now, dayOf, isLoading, updatedAt, change } = props;
  const t = useTranslations('grid');
  const hintId = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const words = useStretchWords(axis);
  const lines = useMemo(() => gridLines(rooms), [rooms]);
  const { cursor, moveTo, focusTarget } = useGridCursor(axis, rooms.length, now);
  const carrying = useCarrying({ rooms, words });
  const { carried, outcome } = carrying;
  const { selection, told, own, closeOwn, commands } = useGridCommands({
    ...{ axis, rooms, dayOf, words, moveTo, carrying },
  });
  const onKeyDown = useGridKeyboard({
    ...{ axis, rooms, dayOf, cursor, selection, carrying, commands, change, moveTo },
  });
  const cursorLine = lines.findIndex((line) => line.kind === 'room' && line.row === cursor.row);
  const { virtualLines, heightPx } = useVirtualLines(lines, scroller, cursorLine);
  useOpeningScroll(scroller, axis);
  const leaveOwn = () => {
    closeOwn();
    // One dialog may have followed another, which leaves nothing to give the focus back to.
    afterFocusReturns(() => focusTarget.current?.focus({ preventScroll: true }));
  };
  return (
    <>
      <div
        ref={scroller}
        className="@container isolate min-h-48 overflow-auto rounded-control border border-hairline bg-surface [--room:11rem] lg:[--room:15rem]"
      >
        <div
          className="relative [--hour:max(80px,round(down,(100cqw-var(--room))/11,4px))] [--quarter:calc(var(--hour)/4)]"
          style={{ width: `calc(var(--room) + ${axis.quarters} * var(--quarter))` }}
        >
          <table
            {...gridRole}
            aria-label={t('label', { building: building.name, date: words.date })}
            aria-describedby={hintId}
            aria-rowcount={lines.length + 1}
            aria-colcount={axis.quarters + 1}
            aria-busy={isLoading}
            onKeyDown={onKeyDown}
            className="block"
          >
            <GridHead axis={axis} now={now} roomCount={rooms.length} />
            <tbody className="relative block" style={{ height: heightPx }}>
              {virtualLines.map(({ line, index, topPx }) => {
                if (line.kind === 'floor') {
                  return <GridFloor key={line.key} {...{ line, index, topPx, axis }} />;
                }
                const isHere = line.row === cursor.row;
                return (
                  <GridRoom
                    key={line.key}
                    {...{ index, topPx, axis, words, commands, carried }}
                    room={line.room}
                    row={line.row}
                    day={dayOf(line.room)}
                    selection={selection?.roomId === line.room.id ? selection : null}
                    cursorQuarter={isHere ? cursor.quarter : null}
                    focusTarget={isHere ? focusTarget : null}
                  />
                );
              })}
            </tbody>
          </table>
          <NowLine axis={axis} now={now} />
        </div>
      </div>
      {/* A boundary of their own: while they load, the page's would hide the grid and lose the focus. */}
      <Suspense fallback={null}>
        {outcome && <MoveNotice outcome={outcome} onClose={carrying.dismiss} />}
        {own && <OwnBooking own={own} words={words} commands={commands} onClose={leaveOwn} />}
      </Suspense>
      <GridFoot hintId={hintId} updatedAt={updatedAt} zone={axis.zone} />
      <p role="status" className="sr-only">
        {told}
      </p>
    </>
  );
}
