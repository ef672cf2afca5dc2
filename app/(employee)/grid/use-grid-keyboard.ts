'use client';

import { useLocale, useTranslations } from 'next-intl';
import type { KeyboardEvent } from 'react';
import { type DayAxis, quarterInterval } from '@/app/(employee)/grid/day-axis';
import {
  type GridCursor,
  type GridMove,
  moveCursor,
  moveOfKey,
  roomCell,
} from '@/app/(employee)/grid/grid-cursor';
import { isRightToLeft } from '@/app/(employee)/grid/is-right-to-left';
import { type Stretch, stretchAt } from '@/app/(employee)/grid/room-day';
import type { GridCommands, GridSelection } from '@/app/(employee)/grid/use-grid-commands';
import type { MoveTo } from '@/app/(employee)/grid/use-grid-cursor';
import type { ChangeGrid } from '@/app/(employee)/grid/use-grid-state';
import { overlaps } from '@/lib/core/time/interval';
import { addDays } from '@/lib/core/time/wall-time';
import type { RoomAnswer } from '@/lib/http/contract/places';
import { formatCalendarDate } from '@/lib/i18n/format-date';

interface GridKeyboardNeeds {
  readonly axis: DayAxis;
  readonly rooms: readonly RoomAnswer[];
  readonly dayOf: (room: RoomAnswer) => readonly Stretch[];
  readonly cursor: GridCursor;
  readonly selection: GridSelection | null;
  readonly commands: GridCommands;
  readonly change: ChangeGrid;
  readonly moveTo: MoveTo;
}

type OnKeyDown = (event: KeyboardEvent<HTMLElement>) => void;

/** The keys of a WAI-ARIA grid; Tab stays the page's. */
export function useGridKeyboard(needs: GridKeyboardNeeds): OnKeyDown {
  const t = useTranslations('grid');
  const locale = useLocale();
  const { axis, rooms, cursor, selection, commands, change, moveTo } = needs;
  const room = rooms[cursor.row];
  return (event) => {
    if (event.altKey || event.metaKey || !room) return;
    const move = moveOfKey(event, isRightToLeft(event.currentTarget));
    if (event.key === 'Escape') {
      if (!selection) return;
      commands.clear();
      commands.tell(t('selectionCleared'));
    } else if (event.key === 'PageUp' || event.key === 'PageDown') {
      commands.clear();
      const date = addDays(axis.date, event.key === 'PageUp' ? -1 : 1);
      change({ date });
      commands.tell(formatCalendarDate(date, 'full', locale));
    } else if (event.key === 'Enter' || event.key === ' ') {
      if (cursor.quarter === roomCell) return;
      enter(needs, room);
    } else if (move && event.shiftKey && isSideways(move)) {
      extend(needs, room, move);
    } else if (move) {
      commands.clear();
      moveTo(moveCursor(cursor, move, { rows: rooms.length, quarters: axis.quarters }));
    } else return;
    event.preventDefault();
  };
}

function enter(needs: GridKeyboardNeeds, room: RoomAnswer): void {
  const { axis, dayOf, cursor, selection, commands } = needs;
  const stretch = stretchAt(dayOf(room), quarterInterval(axis, cursor.quarter).start);
  if (selection) commands.bookSelection(selection);
  else if (stretch) commands.activate(room, stretch, cursor.quarter);
}

/** Takes one more quarter into the selection, or gives one back; it never leaves the free stretch. */
function extend(needs: GridKeyboardNeeds, room: RoomAnswer, move: GridMove): void {
  const { axis, rooms, dayOf, cursor, selection, commands, moveTo } = needs;
  if (cursor.quarter === roomCell) return;
  const anchor = selection?.anchor ?? cursor.quarter;
  const stretch = stretchAt(dayOf(room), quarterInterval(axis, anchor).start);
  if (stretch?.state !== 'free') {
    if (stretch) commands.activate(room, stretch, anchor);
    return;
  }
  const next = moveCursor(cursor, move, { rows: rooms.length, quarters: axis.quarters });
  if (next.quarter === roomCell) return;
  if (!overlaps(stretch, quarterInterval(axis, next.quarter))) return;
  commands.select(room, stretch, anchor, next.quarter);
  moveTo(next);
}

function isSideways(move: GridMove): boolean {
  return move === 'previous-quarter' || move === 'next-quarter';
}
