import { formatInstant, type Instant, instant } from '@/lib/core/time/instant';

/** A half-open stretch of time: `start` belongs to it, `end` does not; never empty. */
export interface Interval {
  readonly start: Instant;
  readonly end: Instant;
}

/** @throws RangeError when end is not after start. */
export function interval(start: Instant, end: Instant): Interval {
  if (end <= start) {
    throw new RangeError(`empty interval: ${formatInstant(start)} to ${formatInstant(end)}`);
  }
  return { start, end };
}

/** True when the two share at least one instant; touching ends do not overlap. */
export function overlaps(a: Interval, b: Interval): boolean {
  return a.start < b.end && b.start < a.end;
}

export function contains(outer: Interval, inner: Interval): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** The part of `piece` inside `window`, or null when they do not overlap. */
export function clip<T extends Interval>(piece: T, window: Interval): T | null {
  if (!overlaps(piece, window)) return null;
  const start = instant(Math.max(piece.start, window.start));
  const end = instant(Math.min(piece.end, window.end));
  return { ...piece, start, end };
}

/** Sorted, disjoint intervals that cover exactly what the given ones cover; touching ones join. */
export function union(pieces: readonly Interval[]): readonly Interval[] {
  const merged: Interval[] = [];
  for (const piece of [...pieces].sort((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last && piece.start <= last.end) {
      merged[merged.length - 1] = {
        start: last.start,
        end: instant(Math.max(last.end, piece.end)),
      };
    } else {
      merged.push({ start: piece.start, end: piece.end });
    }
  }
  return merged;
}

/** What of `window` no piece covers, sorted. */
export function gaps(window: Interval, pieces: readonly Interval[]): readonly Interval[] {
  const free: Interval[] = [];
  let cursor = window.start;
  for (const piece of union(pieces)) {
    if (piece.end <= cursor) continue;
    if (piece.start >= window.end) break;
    if (piece.start > cursor) free.push({ start: cursor, end: piece.start });
    cursor = piece.end;
  }
  if (cursor < window.end) free.push({ start: cursor, end: window.end });
  return free;
}

/** Earliest first; of equal starts the shorter first. */
export function byStart(a: Interval, b: Interval): number {
  return a.start - b.start || a.end - b.end;
}
