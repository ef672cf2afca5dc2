'use client';

import { type DayAxis, positionOf } from '@/app/(employee)/grid/day-axis';
import type { Instant } from '@/lib/core/time/instant';

interface NowLineProps {
  readonly axis: DayAxis;
  readonly now: Instant;
}

/** A line through every room where the present is; none on any other day. */
export function NowLine({ axis, now }: NowLineProps) {
  if (now < axis.window.start || now >= axis.window.end) return null;
  return (
    <div
      aria-hidden
      className="pointer-events-none absolute top-8 bottom-0 z-5 -ms-px w-0.5 bg-accent"
      style={{
        insetInlineStart: `calc(var(--room) + ${positionOf(axis, now)} * var(--cell))`,
      }}
    />
  );
}
