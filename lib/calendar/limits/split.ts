import { dayMs, instant } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';

/** The items in their order, at most `size` together. */
export function chunk<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  const step = Math.max(1, Math.floor(size));
  const count = Number.isFinite(step) ? Math.ceil(items.length / step) : 1;
  return Array.from({ length: count }, (_, index) =>
    Number.isFinite(step) ? items.slice(index * step, (index + 1) * step) : items,
  );
}

/** The window in touching pieces of at most that many days, in order. */
export function splitWindow(window: Interval, days: number): readonly Interval[] {
  const stepMs = Math.max(1, days) * dayMs;
  const pieces: Interval[] = [];
  for (let start = window.start; start < window.end; ) {
    const end = instant(Math.min(window.end, start + stepMs));
    pieces.push({ start, end });
    start = end;
  }
  return pieces;
}
