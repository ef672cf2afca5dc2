import { expect, test } from 'vitest';
import { freshnessOf } from '@/app/(employee)/grid/freshness';
import { addMs, instant, minuteMs } from '@/lib/core/time/instant';

const answeredAt = instant(1_800_000_000_000);
const answered = { answeredAt, isError: false, isFetching: false };

test('an answer is live for a minute', () => {
  expect(freshnessOf(answered, addMs(answeredAt, 0))).toBe('live');
  expect(freshnessOf(answered, addMs(answeredAt, minuteMs))).toBe('live');
  expect(freshnessOf({ ...answered, isFetching: true }, addMs(answeredAt, 1_000))).toBe('live');
});

test('silence makes it stale', () => {
  expect(freshnessOf(answered, addMs(answeredAt, minuteMs + 1))).toBe('stale');
});

test('a page that wakes up and asks again is loading, not live', () => {
  const asking = { ...answered, isFetching: true };
  expect(freshnessOf(asking, addMs(answeredAt, minuteMs + 1))).toBe('loading');
});

test('a failed refresh makes it stale at once, also while the next attempt runs', () => {
  const failed = { ...answered, isError: true };
  expect(freshnessOf(failed, addMs(answeredAt, 1))).toBe('stale');
  expect(freshnessOf({ ...failed, isFetching: true }, addMs(answeredAt, 1))).toBe('stale');
});

test('before the first answer there is nothing to be stale', () => {
  expect(freshnessOf({ ...answered, answeredAt: null }, answeredAt)).toBe('loading');
});
