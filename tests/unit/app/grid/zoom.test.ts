import { expect, test } from 'vitest';
import { breadthOf, parseZoom, zoomOfKey } from '@/app/(employee)/grid/zoom';
import { instant, minuteMs } from '@/lib/core/time/instant';

test.each([
  ['30', 30],
  ['60', 60],
  ['20', 15],
  [null, 15],
])('%s in an address is a step of %i minutes', (text, zoom) => {
  expect(parseZoom(text)).toBe(zoom);
});

test('plus makes steps shorter, minus longer, each as far as it goes', () => {
  expect(zoomOfKey('-', 15)).toBe(30);
  expect(zoomOfKey('-', 60)).toBe(60);
  expect(zoomOfKey('+', 60)).toBe(30);
  expect(zoomOfKey('+', 15)).toBe(15);
  expect(zoomOfKey('m', 15)).toBeNull();
  expect(zoomOfKey(null, 15)).toBeNull();
});

test('the farther the grid is seen, the longer a stretch must be to have room for words', () => {
  const lasting = (minutes: number) => ({ start: instant(0), end: instant(minutes * minuteMs) });
  expect([15, 30, 60].map((minutes) => breadthOf(15, lasting(minutes)))).toEqual([
    'scant',
    'narrow',
    'wide',
  ]);
  expect([60, 75, 135].map((minutes) => breadthOf(60, lasting(minutes)))).toEqual([
    'scant',
    'narrow',
    'wide',
  ]);
});
