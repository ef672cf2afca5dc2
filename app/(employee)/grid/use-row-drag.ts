'use client';

import { type PointerEvent, useRef } from 'react';
import {
  type Carried,
  type GridSlot,
  type Grip,
  isSameSlot,
  shifted,
} from '@/app/(employee)/grid/carried';
import { cellAt, type DayAxis } from '@/app/(employee)/grid/day-axis';
import {
  gripUnder,
  instantUnder,
  isBesideDay,
  roomIdUnder,
} from '@/app/(employee)/grid/pointer-place';
import { type Stretch, stretchAt, type TakenStretch } from '@/app/(employee)/grid/room-day';
import {
  type GridCommands,
  type GridSelection,
  isOwn,
} from '@/app/(employee)/grid/use-grid-commands';
import type { Instant } from '@/lib/core/time/instant';
import type { RoomAnswer } from '@/lib/http/contract/places';

export interface RowPointerNeeds {
  readonly axis: DayAxis;
  readonly room: RoomAnswer;
  readonly row: number;
  readonly day: readonly Stretch[];
  readonly selection: GridSelection | null;
  /** What is taken up anywhere in the grid. */
  readonly carried: Carried | null;
  readonly commands: GridCommands;
}

interface OwnGripped {
  readonly own: TakenStretch;
  readonly grip: Grip;
}

interface Drag {
  readonly what: { readonly free: Stretch } | OwnGripped;
  readonly anchor: number;
  readonly ignoreEscape: () => void;
  phase: 'pressed' | 'dragging' | 'let-go';
  held: GridSlot | null;
}

/**
 * Marks a free stretch while the mouse is dragged over it and then books; takes an own booking along,
 * or one end of it, and then asks for that place. Escape lets go of either.
 */
export function useRowDrag(needs: RowPointerNeeds) {
  const { axis, row, day, selection, carried, commands } = needs;
  const drag = useRef<Drag | null>(null);
  const begin = (event: PointerEvent<HTMLElement>) => {
    drag.current = null;
    if (event.button !== 0 || event.pointerType === 'touch' || carried) return;
    const at = instantUnder(event, axis);
    const what = draggableUnder(event, day, at);
    if (!what) return;
    // Of an own booking only once it is dragged: a click must reach its link.
    if ('free' in what) event.currentTarget.setPointerCapture(event.pointerId);
    const ignoreEscape = onEscape(() => {
      if (drag.current?.held) commands.putBack();
      if (drag.current) drag.current = { ...drag.current, phase: 'let-go', held: null };
      commands.clear();
    });
    const anchor = cellAt(axis, at);
    drag.current = { what, anchor, ignoreEscape, phase: 'pressed', held: null };
  };
  const move = (event: PointerEvent<HTMLElement>) => {
    const { current } = drag;
    if (!current || current.phase === 'let-go' || event.buttons === 0) return;
    if ('free' in current.what) mark(needs, current, current.what.free, event);
    else takeAlong(needs, current, current.what, event);
  };
  const finish = () => {
    const { current } = drag;
    current?.ignoreEscape();
    if (current?.phase !== 'dragging') return;
    if ('own' in current.what) {
      if (!current.held || !commands.drop(current.held)) commands.putBack();
    } else if (selection) {
      commands.moveTo({ row, cell: current.anchor });
      commands.bookSelection(selection);
    }
  };
  const cancel = () => {
    drag.current?.ignoreEscape();
    if (drag.current?.held) commands.putBack();
    drag.current = null;
    commands.clear();
  };
  /** Whether the click is the end of a drag, or of one that was let go, and means nothing more. */
  const endsDrag = () => {
    const dragged = drag.current !== null && drag.current.phase !== 'pressed';
    drag.current = null;
    return dragged;
  };
  return { begin, move, finish, cancel, endsDrag };
}

function draggableUnder(
  event: PointerEvent<HTMLElement>,
  day: readonly Stretch[],
  at: Instant,
): Drag['what'] | null {
  const stretch = stretchAt(day, at);
  const grip = gripUnder(event);
  if (grip && isOwn(stretch)) return { own: stretch, grip };
  return stretch?.state === 'free' && !isBesideDay(event) ? { free: stretch } : null;
}

function mark(
  { axis, room, commands }: RowPointerNeeds,
  drag: Drag,
  free: Stretch,
  event: PointerEvent<HTMLElement>,
): void {
  const head = cellAt(axis, instantUnder(event, axis));
  if (drag.phase === 'pressed' && head === drag.anchor) return;
  drag.phase = 'dragging';
  commands.select(room, free, drag.anchor, head);
}

function takeAlong(
  { axis, room, row, commands }: RowPointerNeeds,
  drag: Drag,
  { own, grip }: OwnGripped,
  event: PointerEvent<HTMLElement>,
): void {
  const head = cellAt(axis, instantUnder(event, axis));
  const roomUnder = roomIdUnder(event);
  if (drag.phase === 'pressed') {
    if (head === drag.anchor && roomUnder === room.id) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    // The row with the cursor stays in the page, however far the grid is scrolled meanwhile.
    commands.moveTo({ row, cell: cellAt(axis, own.start) });
    drag.phase = commands.lift(room, own) ? 'dragging' : 'let-go';
    if (drag.phase === 'let-go') return;
  }
  const roomId = grip === 'whole' ? (roomUnder ?? drag.held?.roomId ?? room.id) : room.id;
  const to = { roomId, ...shifted(axis, own, grip, head - drag.anchor) };
  if (drag.held && isSameSlot(drag.held, to)) return;
  drag.held = to;
  commands.hold(to);
}

function onEscape(act: () => void): () => void {
  const listen = ({ key }: KeyboardEvent) => {
    if (key === 'Escape') act();
  };
  window.addEventListener('keydown', listen);
  return () => window.removeEventListener('keydown', listen);
}
