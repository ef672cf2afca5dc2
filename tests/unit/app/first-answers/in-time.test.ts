import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { inTime } from '@/app/_first-answers/in-time';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const never = (error: unknown) => {
  throw error;
};

it('takes what comes soon', async () => {
  expect(await inTime(Promise.resolve('soon'), never)).toBe('soon');
});

it('does without what fails, and tells of it', async () => {
  const refused = new Error('refused');
  const onFailure = vi.fn();
  expect(await inTime(Promise.reject(refused), onFailure)).toBeNull();
  expect(onFailure).toHaveBeenCalledExactlyOnceWith(refused);
});

it('does without what is late', async () => {
  const waited = inTime(new Promise(() => undefined), never);
  await vi.advanceTimersByTimeAsync(500);
  expect(await waited).toBeNull();
});
