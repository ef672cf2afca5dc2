import { describe, expect, test } from 'vitest';
import { instant } from '@/lib/core/time/instant';
import { clip, gaps, interval, overlaps, union } from '@/lib/core/time/interval';

const span = (start: number, end: number) => ({ start: instant(start), end: instant(end) });

describe('intervals are half-open', () => {
  test('touching ends do not overlap', () => {
    expect(overlaps(span(0, 10), span(10, 20))).toBe(false);
    expect(overlaps(span(0, 11), span(10, 20))).toBe(true);
    expect(clip(span(0, 10), span(10, 20))).toBeNull();
  });

  test('touching pieces join, and leave no gap', () => {
    expect(union([span(10, 20), span(0, 10)])).toEqual([span(0, 20)]);
    expect(gaps(span(0, 20), [span(10, 20), span(0, 10)])).toEqual([]);
  });

  test('empty and backward ones are refused', () => {
    expect(() => interval(instant(5), instant(5))).toThrow(RangeError);
    expect(() => interval(instant(5), instant(4))).toThrow(RangeError);
    expect(interval(instant(4), instant(5))).toEqual(span(4, 5));
  });
});

test('gaps of a window that nothing covers are the window', () => {
  expect(gaps(span(0, 20), [])).toEqual([span(0, 20)]);
  expect(gaps(span(0, 20), [span(-10, 0), span(20, 30)])).toEqual([span(0, 20)]);
});
