'use client';

import { useLocale, useTranslations } from 'next-intl';
import type { KeyboardEvent } from 'react';
import { singleKeyOf } from '@/app/_components/keyboard/single-key-of';
import { areSingleKeysOn } from '@/app/_components/keyboard/single-keys';
import { type Carried, shifted } from '@/app/(employee)/grid/carried';
import { cellAt, cellInterval, type DayAxis } from '@/app/(employee)/grid/day-axis';
import {
  type GridCursor,
  type GridMove,
  moveCursor,
  moveOfKey,
  roomCell,
} from '@/app/(employee)/grid/grid-cursor';
import { isRightToLeft } from '@/app/(employee)/grid/is-right-to-left';
import { mainStretch, stretchAt, stretchesIn } from '@/app/(employee)/grid/room-day';
import type { Carrying } from '@/app/(employee)/grid/use-carrying';
import {
  type GridCommands,
  type GridSelection,
  isOwn,
} from '@/app/(employee)/grid/use-grid-commands';
import type { MoveTo } from '@/app/(employee)/grid/use-grid-cursor';
import type { ChangeGrid } from '@/app/(employee)/grid/use-grid-state';
import type { DayOf } from '@/app/(employee)/grid/use-room-days';
import { zoomOfKey } from '@/app/(employee)/grid/zoom';
import { overlaps } from '@/lib/core/time/interval';
import { addDays } from '@/lib/core/time/wall-time';
import type { RoomAnswer } from '@/lib/http/contract/places';
import { formatCalendarDate } from '@/lib/i18n/format-date';
import { formatMinutes } from '@/lib/i18n/format-minutes';

interface GridKeyboardNeeds {
  readonly axis: DayAxis;
  readonly rooms: readonly RoomAnswer[];
  readonly dayOf: DayOf;
  readonly cursor: GridCursor;
  readonly selection: GridSelection | null;
  readonly carrying: Carrying;
  readonly commands: GridCommands;
  readonly change: ChangeGrid;
  readonly moveTo: MoveTo;
}

type OnKeyDown = (event: KeyboardEvent<HTMLElement>) => void;

/** The keys of a WAI-ARIA grid; Tab stays the page's. */
export function useGridKeyboard(needs: GridKeyboardNeeds): OnKeyDown {
  const t = useTranslations('grid');
  const locale = useLocale();
  const { axis, rooms, cursor, selection, carrying, commands, change, moveTo } = needs;
  const room = rooms[cursor.row];
  const isEnter = ({ key }: KeyboardEvent) => key === 'Enter' || key === ' ';
  return (event) => {
    if (event.altKey || event.metaKey || !room) return;
    const move = moveOfKey(event, isRightToLeft(event.currentTarget));
    const single = areSingleKeysOn() ? singleKeyOf(event) : null;
    const zoom = zoomOfKey(single, axis.zoom);
    if (zoom) {
      if (zoom !== axis.zoom) change({ zoom });
      commands.tell(t('zoomed', { step: formatMinutes(zoom, locale) }));
    } else if (carrying.carried && !carrying.carried.isSending) {
      if (!carry(needs, carrying.carried, event, move)) return;
    } else if (event.key === 'Escape') {
      if (!selection) return;
      commands.clear();
      commands.tell(t('selectionCleared'));
    } else if (event.key === 'PageUp' || event.key === 'PageDown') {
      commands.clear();
      const date = addDays(axis.date, event.key === 'PageUp' ? -1 : 1);
      change({ date });
      commands.tell(formatCalendarDate(date, 'full', locale));
    } else if (isEnter(event)) {
      if (cursor.cell === roomCell) return;
      enter(needs, room);
    } else if (event.ctrlKey && event.key === 'z') {
      if (!carrying.outcome?.undo) return;
      carrying.outcome.undo();
    } else if (event.key === 'Delete' || single === 'm') {
      takeOwn(needs, room, event.key === 'Delete' ? 'cancel' : 'move');
    } else if (move && event.shiftKey && isSideways(move)) {
      extend(needs, room, move);
    } else if (move) {
      commands.clear();
      moveTo(moveCursor(cursor, move, { rows: rooms.length, cells: axis.cells }));
    } else return;
    event.preventDefault();
  };
}

/** The keys while a booking is held; Tab leaves it where it is. */
function carry(
  needs: GridKeyboardNeeds,
  carried: Carried,
  event: KeyboardEvent,
  move: GridMove | null,
): boolean {
  const { commands } = needs;
  if (event.key === 'Escape') {
    commands.putBack();
    followCarried(needs, carried.from.roomId, carried.from.start);
  } else if (event.key === 'Enter' || event.key === ' ') commands.drop(carried);
  else if (move) holdNext(needs, carried, event.shiftKey, move);
  else return event.key === 'PageUp' || event.key === 'PageDown';
  return true;
}

/** A cell earlier or later, at the end alone with Shift; or a room up or down. */
function holdNext(
  needs: GridKeyboardNeeds,
  carried: Carried,
  isResize: boolean,
  move: GridMove,
): void {
  const { axis, rooms, commands } = needs;
  const row = rooms.findIndex(({ id }) => id === carried.roomId);
  const next = moveCursor({ row, cell: 0 }, move, { rows: rooms.length, cells: 1 }).row;
  const room = isSideways(move) ? rooms[row] : rooms[next];
  if (!room) return;
  const by = move === 'next-cell' ? 1 : -1;
  const grip = isResize ? 'end' : 'whole';
  const time = isSideways(move) ? shifted(axis, carried, grip, by) : carried;
  followCarried(needs, room.id, time.start);
  commands.hold({ roomId: room.id, start: time.start, end: time.end });
}

function followCarried(
  { axis, rooms, moveTo }: GridKeyboardNeeds,
  roomId: string,
  at: Carried['start'],
) {
  moveTo({ row: rooms.findIndex(({ id }) => id === roomId), cell: cellAt(axis, at) });
}

function takeOwn(needs: GridKeyboardNeeds, room: RoomAnswer, wish: 'move' | 'cancel'): void {
  const { axis, dayOf, cursor, commands } = needs;
  if (cursor.cell === roomCell) return;
  const stretch = stretchesIn(dayOf(room), cellInterval(axis, cursor.cell)).find(isOwn);
  if (!stretch) return;
  if (wish === 'cancel') commands.openOwn({ room, stretch, wish });
  else commands.lift(room, stretch);
}

function enter(needs: GridKeyboardNeeds, room: RoomAnswer): void {
  const { axis, dayOf, cursor, selection, commands } = needs;
  const stretch = mainStretch(dayOf(room), cellInterval(axis, cursor.cell));
  if (selection) commands.bookSelection(selection);
  else if (stretch) commands.activate(room, stretch, cursor.cell);
}

/**
 * Takes one more cell into the selection, or gives one back; it never leaves the free stretch. On
 * an own booking it takes that up by its end.
 */
function extend(needs: GridKeyboardNeeds, room: RoomAnswer, move: GridMove): void {
  const { axis, rooms, dayOf, cursor, selection, commands, moveTo } = needs;
  if (cursor.cell === roomCell) return;
  const day = dayOf(room);
  const anchor = selection ? cellAt(axis, selection.anchor) : cursor.cell;
  const stretch = selection
    ? stretchAt(day, selection.start)
    : mainStretch(day, cellInterval(axis, anchor));
  if (isOwn(stretch)) {
    if (!commands.lift(room, stretch)) return;
    const time = shifted(axis, stretch, 'end', move === 'next-cell' ? 1 : -1);
    commands.hold({ roomId: room.id, ...time });
    return;
  }
  if (stretch?.state !== 'free') {
    if (stretch) commands.activate(room, stretch, anchor);
    return;
  }
  const next = moveCursor(cursor, move, { rows: rooms.length, cells: axis.cells });
  if (next.cell === roomCell) return;
  if (!overlaps(stretch, cellInterval(axis, next.cell))) return;
  commands.select(room, stretch, anchor, next.cell);
  moveTo(next);
}

function isSideways(move: GridMove): boolean {
  return move === 'previous-cell' || move === 'next-cell';
}
