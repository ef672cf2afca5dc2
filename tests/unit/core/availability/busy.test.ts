import { describe, expect, test } from 'vitest';
import {
  type Availability,
  type BusyInterval,
  freeUntil,
  isFree,
  withinWindow,
} from '@/lib/core/availability/busy';
import { instant } from '@/lib/core/time/instant';

const span = (start: number, end: number) => ({ start: instant(start), end: instant(end) });
const busy = (start: number, end: number, kind: BusyInterval['kind'] = 'busy'): BusyInterval => ({
  ...span(start, end),
  kind,
});
const known = (...pieces: readonly BusyInterval[]): Availability => ({
  status: 'known',
  asOf: instant(0),
  busy: pieces,
});

describe('isFree', () => {
  test('is never true of what is unknown', () => {
    const unknown = { status: 'unknown', asOf: instant(0), reason: 'unreachable' } as const;
    expect(isFree(unknown, span(0, 10))).toBeNull();
  });

  test('counts tentative as taken, and touching as free', () => {
    expect(isFree(known(busy(10, 20, 'tentative')), span(15, 16))).toBe(false);
    expect(isFree(known(busy(10, 20)), span(0, 10))).toBe(true);
    expect(isFree(known(busy(10, 20)), span(20, 30))).toBe(true);
    expect(isFree(known(), span(0, 10))).toBe(true);
  });
});

test('withinWindow keeps what the pieces carry', () => {
  const pieces = [{ ...busy(15, 30), uid: 'b' }, { ...busy(0, 12), uid: 'a' }, busy(40, 50)];
  expect(withinWindow(pieces, span(10, 20))).toEqual([
    { ...busy(10, 12), uid: 'a' },
    { ...busy(15, 20), uid: 'b' },
  ]);
});

describe('freeUntil', () => {
  test('is the next start', () => {
    expect(freeUntil([busy(30, 40), busy(10, 20)], instant(20))).toBe(30);
    expect(freeUntil([busy(10, 20)], instant(20))).toBeNull();
  });

  test('is now when a piece is under way', () => {
    expect(freeUntil([busy(10, 20)], instant(15))).toBe(15);
  });
});
