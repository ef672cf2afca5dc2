'use client';

import { type MouseEvent, type PointerEvent, useState } from 'react';
import { offerAt } from '@/app/(employee)/grid/booking-offer';
import { quarterAt } from '@/app/(employee)/grid/day-axis';
import { instantUnder, isBesideDay } from '@/app/(employee)/grid/pointer-place';
import { stretchAt } from '@/app/(employee)/grid/room-day';
import { type RowPointerNeeds, useRowDrag } from '@/app/(employee)/grid/use-row-drag';
import type { Instant } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';

/** What the mouse and the finger do in a row; `offer` is what a click would book under the mouse. */
export function useRowPointer(needs: RowPointerNeeds) {
  const { axis, room, row, day, commands } = needs;
  const drag = useRowDrag(needs);
  const [hovered, setHovered] = useState<Instant | null>(null);
  const offerOf = (at: Instant): Interval | null => {
    const free = stretchAt(day, at);
    return free?.state === 'free' ? offerAt(axis, free, quarterAt(axis, at), room.policy) : null;
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    drag.move(event);
    const isHovering = event.buttons === 0 && event.pointerType === 'mouse' && !isBesideDay(event);
    setHovered(isHovering ? (offerOf(instantUnder(event, axis))?.start ?? null) : null);
  };
  const onClick = (event: MouseEvent<HTMLElement>) => {
    if (drag.endsDrag() || isBesideDay(event)) return;
    const at = instantUnder(event, axis);
    const stretch = stretchAt(day, at);
    const quarter = quarterAt(axis, at);
    setHovered(null);
    commands.clear();
    commands.moveTo({ row, quarter });
    if (stretch) commands.activate(room, stretch, quarter);
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
