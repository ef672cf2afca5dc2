'use client';

import { type MouseEvent, type PointerEvent, useRef } from 'react';
import { type DayAxis, quarterAt } from '@/app/(employee)/grid/day-axis';
import { isRightToLeft } from '@/app/(employee)/grid/is-right-to-left';
import { type Stretch, stretchAt } from '@/app/(employee)/grid/room-day';
import type { GridCommands, GridSelection } from '@/app/(employee)/grid/use-grid-commands';
import { type Instant, instant } from '@/lib/core/time/instant';
import type { RoomAnswer } from '@/lib/http/contract/places';

interface RowPointerNeeds {
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
  phase: 'pressed' | 'dragging' | 'let-go';
}

/** A click books, a drag with the mouse marks and then books, Escape lets go of it. */
export function useRowPointer(needs: RowPointerNeeds) {
  const { axis, room, row, day, selection, commands } = needs;
  const drag = useRef<Drag | null>(null);
  const stopListening = useRef<(() => void) | null>(null);
  const end = () => {
    stopListening.current?.();
    stopListening.current = null;
  };
  const cancelOnEscape = (pressed: Drag) => {
    const onKeyDown = ({ key }: KeyboardEvent) => {
      if (key !== 'Escape') return;
      pressed.phase = 'let-go';
      commands.clear();
    };
    window.addEventListener('keydown', onKeyDown);
    stopListening.current = () => window.removeEventListener('keydown', onKeyDown);
  };
  return {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      drag.current = null;
      if (event.button !== 0 || event.pointerType === 'touch' || isElsewhere(event)) return;
      const at = instantUnder(event, axis);
      const free = stretchAt(day, at);
      if (free?.state !== 'free') return;
      event.currentTarget.setPointerCapture(event.pointerId);
      drag.current = { free, anchor: quarterAt(axis, at), phase: 'pressed' };
      cancelOnEscape(drag.current);
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      const { current } = drag;
      if (!current || current.phase === 'let-go' || event.buttons === 0) return;
      const head = quarterAt(axis, instantUnder(event, axis));
      if (current.phase === 'pressed' && head === current.anchor) return;
      current.phase = 'dragging';
      commands.select(room, current.free, current.anchor, head);
    },
    onPointerUp: () => {
      end();
      if (drag.current?.phase === 'dragging' && selection) commands.bookSelection(selection);
    },
    onPointerCancel: () => {
      end();
      commands.clear();
    },
    onClick: (event: MouseEvent<HTMLElement>) => {
      const isDragsEnd = drag.current !== null && drag.current.phase !== 'pressed';
      drag.current = null;
      if (isDragsEnd || isElsewhere(event)) return;
      const at = instantUnder(event, axis);
      const stretch = stretchAt(day, at);
      const quarter = quarterAt(axis, at);
      commands.clear();
      commands.moveTo({ row, quarter });
      if (stretch) commands.activate(room, stretch, quarter);
    },
  };
}

function instantUnder(event: MouseEvent<HTMLElement>, { window }: DayAxis): Instant {
  const row = event.currentTarget;
  const { left, right, width: rowPx } = row.getBoundingClientRect();
  const roomPx = row.firstElementChild?.getBoundingClientRect().width ?? 0;
  const inRowPx = isRightToLeft(row) ? right - event.clientX : event.clientX - left;
  const lengthMs = window.end - window.start;
  const passedMs = Math.floor(((inRowPx - roomPx) / (rowPx - roomPx)) * lengthMs);
  return instant(window.start + Math.min(Math.max(passedMs, 0), lengthMs - 1));
}

/** On the room's own cell, or on a link to a booking. */
function isElsewhere({ target }: MouseEvent<HTMLElement>): boolean {
  return target instanceof Element && target.closest('th, a') !== null;
}
