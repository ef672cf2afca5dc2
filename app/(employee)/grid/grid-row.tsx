'use client';

import { useTranslations } from 'next-intl';
import { memo, type RefObject } from 'react';
import { classNames } from '@/app/_components/class-names';
import type { FeatureNames } from '@/app/_components/use-feature-names';
import { type Carried, obstacleTo } from '@/app/(employee)/grid/carried';
import { CursorCell } from '@/app/(employee)/grid/cursor-cell';
import { cellInterval, type DayAxis } from '@/app/(employee)/grid/day-axis';
import { Ghost } from '@/app/(employee)/grid/ghost';
import { roomCell } from '@/app/(employee)/grid/grid-cursor';
import { RoomCell } from '@/app/(employee)/grid/room-cell';
import { mainStretch, type Stretch, stretchesIn } from '@/app/(employee)/grid/room-day';
import { nowClass, rowClass } from '@/app/(employee)/grid/row-class';
import { StretchCell } from '@/app/(employee)/grid/stretch-cell';
import type { GridCommands, GridSelection } from '@/app/(employee)/grid/use-grid-commands';
import { useRowPointer } from '@/app/(employee)/grid/use-row-pointer';
import type { StretchWords } from '@/app/(employee)/grid/use-stretch-words';
import { type Interval, overlaps } from '@/lib/core/time/interval';
import type { RoomAnswer } from '@/lib/http/contract/places';

interface GridRoomProps {
  readonly room: RoomAnswer;
  readonly featureNames: FeatureNames;
  readonly row: number;
  readonly index: number;
  readonly topPx: number;
  readonly axis: DayAxis;
  readonly isToday: boolean;
  readonly day: readonly Stretch[];
  readonly words: StretchWords;
  readonly commands: GridCommands;
  readonly selection: GridSelection | null;
  /** What is taken up; the same object for every row. */
  readonly carried: Carried | null;
  /** Null: the cursor is in another row. */
  readonly cursorCell: number | null;
  readonly cursorKey: number | null;
  readonly focusTarget: RefObject<HTMLElement | null> | null;
}

/** A room and its day. */
export const GridRoom = memo(function GridRoom(props: GridRoomProps) {
  const { room, row, index, topPx, axis, isToday, day, words, commands, selection } = props;
  const { featureNames, carried, cursorCell, cursorKey, focusTarget } = props;
  const t = useTranslations('grid');
  const pointer = { axis, room, row, day, commands, selection, carried };
  const { handlers, offer } = useRowPointer(pointer);
  const held = carried?.roomId === room.id ? carried : null;
  const cell = cursorCell === null ? null : cellInterval(axis, cursorCell);
  const stretch = cell && mainStretch(day, cell);
  // What is held has the cursor with it; once its place is asked for, the cursor is free to go.
  const heldHere = held && cell && overlaps(held, cell) ? held : null;
  return (
    <tr
      {...handlers}
      data-room={room.id}
      aria-rowindex={index + 2}
      className={classNames(rowClass, 'h-10 touch-manipulation select-none', isToday && nowClass)}
      style={{ top: topPx }}
    >
      <RoomCell
        room={room}
        featureNames={featureNames}
        focusTarget={cursorCell === roomCell ? focusTarget : null}
      />
      {day.map((piece) => (
        <StretchCell key={piece.start} stretch={piece} {...{ room, axis, words }} />
      ))}
      {selection && (
        <Ghost
          interval={selection}
          obstacle={obstacleWords(words, obstacleTo(day, selection, null))}
          {...{ axis, words }}
        />
      )}
      {held && (
        <Ghost
          interval={held}
          obstacle={obstacleWords(words, obstacleTo(day, held, held.bookingId))}
          note={held.isSending ? t('moving') : null}
          {...{ axis, words }}
        />
      )}
      {offer && !selection && <Ghost isOffer interval={offer} {...{ axis, words }} />}
      {cell && stretch && (
        <CursorCell
          key={cursorKey}
          name={cursorName(props, cell, stretch, heldHere)}
          cell={cursorCell ?? 0}
          isSelected={selection !== null || heldHere !== null}
          isCovered={stretchesIn(day, cell).some(({ state }) => state === 'mine')}
          focusTarget={focusTarget}
        />
      )}
    </tr>
  );
});

function cursorName(
  { room, day, words, selection }: GridRoomProps,
  cell: Interval,
  stretch: Stretch,
  held: Carried | null,
): string {
  if (held) return words.held(room.name, held, day);
  if (selection) return words.cell(room.name, selection, stretch);
  return words.cursor(room.name, cell, day);
}

function obstacleWords(words: StretchWords, obstacle: Stretch | null): string | null {
  return obstacle && words.state(obstacle);
}
