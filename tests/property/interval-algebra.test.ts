import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { freeUntil, isFree, withinWindow } from '@/lib/core/availability/busy';
import { instant, minuteMs } from '@/lib/core/time/instant';
import {
  byStart,
  clip,
  contains,
  gaps,
  type Interval,
  overlaps,
  union,
} from '@/lib/core/time/interval';

/** The oracle knows 240 minutes and of each whether it is covered. */
const minutes = 240;
const originMs = Date.UTC(2027, 2, 28);

const anInterval = fc
  .tuple(fc.nat(minutes - 1), fc.integer({ min: 1, max: 90 }))
  .map(([from, length]) => toInterval(from, Math.min(from + length, minutes)));
const intervals = fc.array(anInterval, { maxLength: 12 });

function toInterval(from: number, to: number): Interval {
  return { start: instant(originMs + from * minuteMs), end: instant(originMs + to * minuteMs) };
}

/** One flag per minute: true when the half-open minute lies in one of the pieces. */
function bitmap(pieces: readonly Interval[]): readonly boolean[] {
  return Array.from({ length: minutes }, (_, minute) => {
    const at = originMs + minute * minuteMs;
    return pieces.some(({ start, end }) => start <= at && at < end);
  });
}

const both = (a: readonly boolean[], b: readonly boolean[]) =>
  a.map((bit, i) => bit && b[i] === true);
const any = (bits: readonly boolean[]) => bits.includes(true);

describe('intervals agree with a bitmap of minutes', () => {
  test('overlaps', () => {
    fc.assert(
      fc.property(anInterval, anInterval, (a, b) => {
        expect(overlaps(a, b)).toBe(any(both(bitmap([a]), bitmap([b]))));
        expect(overlaps(b, a)).toBe(overlaps(a, b));
      }),
    );
  });

  test('contains', () => {
    fc.assert(
      fc.property(anInterval, anInterval, (outer, inner) => {
        const covered = both(bitmap([outer]), bitmap([inner]));
        expect(contains(outer, inner)).toBe(String(covered) === String(bitmap([inner])));
      }),
    );
  });

  test('clip', () => {
    fc.assert(
      fc.property(anInterval, anInterval, (piece, window) => {
        const clipped = clip({ ...piece, label: 'kept' }, window);
        expect(bitmap(clipped ? [clipped] : [])).toEqual(both(bitmap([piece]), bitmap([window])));
        expect(clipped?.label ?? 'kept').toBe('kept');
      }),
    );
  });

  test('union covers the same and is sorted, disjoint and joined', () => {
    fc.assert(
      fc.property(intervals, (pieces) => {
        const merged = union(pieces);
        expect(bitmap(merged)).toEqual(bitmap(pieces));
        for (const [index, piece] of merged.entries()) {
          expect(piece.start).toBeLessThan(piece.end);
          const next = merged[index + 1];
          if (next) expect(piece.end).toBeLessThan(next.start);
        }
        expect(union(merged)).toEqual(merged);
      }),
    );
  });

  test('gaps cover what is left of the window', () => {
    fc.assert(
      fc.property(anInterval, intervals, (window, pieces) => {
        const free = gaps(window, pieces);
        const covered = bitmap(pieces);
        const left = bitmap([window]).map((bit, index) => bit && covered[index] === false);
        expect(bitmap(free)).toEqual(left);
        expect(union(free)).toEqual(free);
      }),
    );
  });

  test('nothing is changed in place', () => {
    fc.assert(
      fc.property(anInterval, intervals, (window, pieces) => {
        const before = JSON.stringify(pieces);
        union(pieces);
        gaps(window, pieces);
        withinWindow(pieces, window);
        expect(JSON.stringify(pieces)).toBe(before);
      }),
    );
  });
});

describe('availability agrees with a bitmap of minutes', () => {
  const busyPieces = intervals.map((pieces) =>
    pieces.map((piece) => ({ ...piece, kind: 'busy' as const })),
  );

  test('withinWindow clips, drops and sorts', () => {
    fc.assert(
      fc.property(anInterval, busyPieces, (window, pieces) => {
        const inside = withinWindow(pieces, window);
        expect(bitmap(inside)).toEqual(both(bitmap(pieces), bitmap([window])));
        expect(inside).toEqual([...inside].sort(byStart));
        expect(inside.every((piece) => contains(window, piece))).toBe(true);
      }),
    );
  });

  test('isFree', () => {
    fc.assert(
      fc.property(anInterval, busyPieces, (wanted, busy) => {
        const known = { status: 'known' as const, asOf: instant(originMs), busy };
        expect(isFree(known, wanted)).toBe(!any(both(bitmap([wanted]), bitmap(busy))));
      }),
    );
  });

  test('freeUntil is the next start, or now when a piece is under way', () => {
    fc.assert(
      fc.property(fc.nat(minutes - 1), busyPieces, (minute, busy) => {
        const from = instant(originMs + minute * minuteMs);
        const covered = bitmap(busy);
        const next = covered.indexOf(true, minute);
        const expected = next < 0 ? null : instant(originMs + next * minuteMs);
        expect(freeUntil(busy, from)).toBe(expected);
      }),
    );
  });
});
