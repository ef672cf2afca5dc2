'use client';

import { type MouseEvent, type PointerEvent, useState } from 'react';
import { offerAt } from '@/app/(employee)/grid/booking-offer';
import type { GridSlot } from '@/app/(employee)/grid/carried';
import { cellAt, cellInterval } from '@/app/(employee)/grid/day-axis';
import { gripUnder, instantUnder, isBesideDay } from '@/app/(employee)/grid/pointer-place';
import { stretchAt } from '@/app/(employee)/grid/room-day';
import { isOwn } from '@/app/(employee)/grid/use-grid-commands';
import { type RowPointerNeeds, useRowDrag } from '@/app/(employee)/grid/use-row-drag';
import { addMs, type Instant } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';

/** What the mouse and the finger do in a row; `offer` is what a click would book under the mouse. */
export function useRowPointer(needs: RowPointerNeeds) {
  const { axis, room, row, day, carried, commands } = needs;
  const drag = useRowDrag(needs);
  const [hovered, setHovered] = useState<Instant | null>(null);
  const offerOf = (at: Instant): Interval | null => {
    const free = stretchAt(day, at);
    return free?.state === 'free' ? offerAt(axis, free, cellAt(axis, at), room.policy) : null;
  };
  /** Where what is taken up would come to by a click: its length from that cell on. */
  const placeUnder = (event: MouseEvent<HTMLElement>): GridSlot | null => {
    const isOnRoom = event.target instanceof Element && event.target.closest('th') !== null;
    if (!carried || carried.isSending || isOnRoom) return null;
    const { start } = cellInterval(axis, cellAt(axis, instantUnder(event, axis)));
    return { roomId: room.id, start, end: addMs(start, carried.end - carried.start) };
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    drag.move(event);
    const isHovering = event.buttons === 0 && event.pointerType === 'mouse';
    const place = isHovering ? placeUnder(event) : null;
    if (place && (place.start !== carried?.start || place.roomId !== carried.roomId)) {
      commands.hold(place);
    }
    const isOffering = isHovering && !carried && !isBesideDay(event);
    setHovered(isOffering ? (offerOf(instantUnder(event, axis))?.start ?? null) : null);
  };
  const onClick = (event: MouseEvent<HTMLElement>) => {
    if (drag.endsDrag()) {
      event.preventDefault();
      return;
    }
    const place = placeUnder(event);
    const isOnOwn = gripUnder(event) !== null && !event.ctrlKey && !event.metaKey;
    if (!place && !isOnOwn && isBesideDay(event)) return;
    event.preventDefault();
    const at = instantUnder(event, axis);
    const stretch = stretchAt(day, at);
    const cell = cellAt(axis, at);
    setHovered(null);
    commands.clear();
    commands.moveTo({ row, cell });
    if (place) commands.drop(place);
    else if (isOnOwn && isOwn(stretch)) commands.openOwn({ room, stretch, wish: 'look' });
    else if (stretch) commands.activate(room, stretch, cell);
  };
  const handlers = {
    onPointerDown: drag.begin,
    onPointerMove,
    onPointerUp: drag.finish,
    onPointerCancel: drag.cancel,
    onPointerLeave: () => setHovered(null),
    onClick,
  };
  return { handlers, offer: hovered === null ? null : offerOf(hovered) };
}
