import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { inTime } from '@/app/_first-answers/in-time';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('takes what comes soon', async () => {
  expect(await inTime(Promise.resolve('soon'))).toBe('soon');
});

it('does without what fails', async () => {
  expect(await inTime(Promise.reject(new Error('refused')))).toBeNull();
});

it('does without what is late', async () => {
  const waited = inTime(new Promise(() => undefined));
  await vi.advanceTimersByTimeAsync(500);
  expect(await waited).toBeNull();
});
