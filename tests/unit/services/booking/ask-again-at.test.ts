import { expect, it } from 'vitest';
import { addMs, dayMs, hourMs, instant, minuteMs } from '@/lib/core/time/instant';
import { askAgainAt } from '@/lib/services/booking/ask-again-at';

const createdAt = instant(Date.UTC(2026, 10, 23, 9));
const booking = { createdAt, lastEnd: addMs(createdAt, 2 * dayMs) };
const pauseAfter = (waitedMs: number) => {
  const now = addMs(createdAt, waitedMs);
  const at = askAgainAt({ clock: { now: () => now } }, booking);
  return at === null ? null : at - now;
};

it('asks a room again soon while somebody may look on, and ever more rarely', () => {
  expect(pauseAfter(0)).toBe(1_000);
  expect(pauseAfter(3_333)).toBe(1_000);
  expect(pauseAfter(minuteMs)).toBe(6_000);
  expect(pauseAfter(5 * minuteMs)).toBe(30_000);
});

it('asks once a minute for as long as the meeting is not over, and then no more', () => {
  expect(pauseAfter(hourMs)).toBe(minuteMs);
  expect(pauseAfter(2 * dayMs - 1)).toBe(minuteMs);
  expect(pauseAfter(2 * dayMs)).toBeNull();
});
