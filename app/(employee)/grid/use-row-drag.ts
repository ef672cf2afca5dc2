'use client';

import { type PointerEvent, useRef } from 'react';
import { type DayAxis, quarterAt } from '@/app/(employee)/grid/day-axis';
import { instantUnder, isBesideDay } from '@/app/(employee)/grid/pointer-place';
import { type Stretch, stretchAt } from '@/app/(employee)/grid/room-day';
import type { GridCommands, GridSelection } from '@/app/(employee)/grid/use-grid-commands';
import type { RoomAnswer } from '@/lib/http/contract/places';

export interface RowPointerNeeds {
  readonly axis: DayAxis;
  readonly room: RoomAnswer;
  readonly row: number;
  readonly day: readonly Stretch[];
  readonly selection: GridSelection | null;
  readonly commands: GridCommands;
}

interface Drag {
  readonly free: Stretch;
  readonly anchor: number;
  readonly ignoreEscape: () => void;
  phase: 'pressed' | 'dragging' | 'let-go';
}

/** Marks a free stretch while the mouse is dragged over it and then books; Escape lets go of it. */
export function useRowDrag({ axis, room, row, day, selection, commands }: RowPointerNeeds) {
  const drag = useRef<Drag | null>(null);
  const begin = (event: PointerEvent<HTMLElement>) => {
    drag.current = null;
    if (event.button !== 0 || event.pointerType === 'touch' || isBesideDay(event)) return;
    const at = instantUnder(event, axis);
    const free = stretchAt(day, at);
    if (free?.state !== 'free') return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const ignoreEscape = onEscape(() => {
      if (drag.current) drag.current.phase = 'let-go';
      commands.clear();
    });
    drag.current = { free, anchor: quarterAt(axis, at), ignoreEscape, phase: 'pressed' };
  };
  const move = (event: PointerEvent<HTMLElement>) => {
    const { current } = drag;
    if (!current || current.phase === 'let-go' || event.buttons === 0) return;
    const head = quarterAt(axis, instantUnder(event, axis));
    if (current.phase === 'pressed' && head === current.anchor) return;
    current.phase = 'dragging';
    commands.select(room, current.free, current.anchor, head);
  };
  const finish = () => {
    drag.current?.ignoreEscape();
    if (drag.current?.phase !== 'dragging' || !selection) return;
    commands.moveTo({ row, quarter: drag.current.anchor });
    commands.bookSelection(selection);
  };
  const cancel = () => {
    drag.current?.ignoreEscape();
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
