import type { Interval } from '@/lib/core/time/interval';

/** Whether what a backend calls an interval is one: a NaN would overlap nothing and look free. */
export function isStretch(piece: Interval): boolean {
  return (
    Number.isSafeInteger(piece?.start) &&
    Number.isSafeInteger(piece?.end) &&
    piece.start < piece.end
  );
}
