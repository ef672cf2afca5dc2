'use client';

import { type PointerEvent, useRef } from 'react';
import { type Carried, type GridSlot, type Grip, shifted } from '@/app/(employee)/grid/carried';
import { type DayAxis, quarterAt } from '@/app/(employee)/grid/day-axis';
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

interface Drag {
  readonly what: { readonly free: Stretch } | { readonly own: TakenStretch; readonly grip: Grip };
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
  const { axis, room, row, day, selection, carried, commands } = needs;
  const drag = useRef<Drag | null>(null);
  const begin = (event: PointerEvent<HTMLElement>) => {
    drag.current = null;
    if (event.button !== 0 || event.pointerType === 'touch' || carried) return;
    const at = instantUnder(event, axis);
    const stretch = stretchAt(day, at);
    const grip = gripUnder(event);
    const isFree = stretch?.state === 'free' && !isBesideDay(event);
    if (!isFree && !(grip && isOwn(stretch))) return;
    // Of an own booking only once it is dragged: a click must reach its link.
    if (isFree) event.currentTarget.setPointerCapture(event.pointerId);
    const ignoreEscape = onEscape(() => {
      if (drag.current?.held) commands.putBack();
      if (drag.current) drag.current = { ...drag.current, phase: 'let-go', held: null };
      commands.clear();
    });
    const what = grip && isOwn(stretch) ? { own: stretch, grip } : { free: stretch as Stretch };
    drag.current = {
      what,
      anchor: quarterAt(axis, at),
      ignoreEscape,
      phase: 'pressed',
      held: null,
    };
  };
  const move = (event: PointerEvent<HTMLElement>) => {
    const { current } = drag;
    if (!current || current.phase === 'let-go' || event.buttons === 0) return;
    const head = quarterAt(axis, instantUnder(event, axis));
    const isStill = head === current.anchor && roomIdUnder(event) === room.id;
    if (current.phase === 'pressed' && isStill) return;
    if ('free' in current.what) {
      if (current.phase === 'pressed' && head === current.anchor) return;
      current.phase = 'dragging';
      commands.select(room, current.what.free, current.anchor, head);
      return;
    }
    const { own, grip } = current.what;
    if (current.phase === 'pressed') {
      event.currentTarget.setPointerCapture(event.pointerId);
      // The row with the cursor stays in the page, however far the grid is scrolled meanwhile.
      commands.moveTo({ row, quarter: quarterAt(axis, own.start) });
      current.phase = commands.lift(room, own) ? 'dragging' : 'let-go';
      if (current.phase === 'let-go') return;
    }
    const roomId =
      grip === 'whole' ? (roomIdUnder(event) ?? current.held?.roomId ?? room.id) : room.id;
    const time = shifted(axis, own, grip, head - current.anchor);
    const { held } = current;
    if (held?.roomId === roomId && held.start === time.start && held.end === time.end) return;
    current.held = { roomId, start: time.start, end: time.end };
    commands.hold(current.held);
  };
  const finish = () => {
    const { current } = drag;
    current?.ignoreEscape();
    if (current?.phase !== 'dragging') return;
    if ('own' in current.what) {
      if (!current.held || !commands.drop(current.held)) commands.putBack();
    } else if (selection) {
      commands.moveTo({ row, quarter: current.anchor });
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

function onEscape(act: () => void): () => void {
  const listen = ({ key }: KeyboardEvent) => {
    if (key === 'Escape') act();
  };
  window.addEventListener('keydown', listen);
  return () => window.removeEventListener('keydown', listen);
}
