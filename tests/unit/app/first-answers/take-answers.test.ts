import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { takeAnswers } from '@/app/_first-answers/take-answers';

const now = Date.UTC(2026, 10, 27, 12);
const queryKey = ['rooms'];

describe('answers that come with a page', () => {
  let client: QueryClient;

  beforeEach(() => {
    vi.useFakeTimers({ now });
    client = new QueryClient();
  });
  afterEach(() => {
    client.clear();
    vi.useRealTimers();
  });

  const takenAt = (askedAtMs: number) => {
    takeAnswers(client, [{ queryKey, data: 'theirs' }], askedAtMs);
    return [client.getQueryData(queryKey), client.getQueryState(queryKey)?.dataUpdatedAt];
  };

  it('are as old as they are', () => {
    expect(takenAt(now - 1_000)).toEqual(['theirs', now - 1_000]);
  });

  it('never come from the future, where the clock is behind', () => {
    expect(takenAt(now + 3_600_000)).toEqual(['theirs', now]);
  });

  it('are not taken from a page that was kept', () => {
    expect(takenAt(now - 60_001)).toEqual([undefined, undefined]);
  });

  it.each([
    ['newer', now - 500, 'ours'],
    ['older', now - 2_000, 'theirs'],
  ])('stand against what the browser has and is %s', (_, updatedAt, kept) => {
    client.setQueryData(queryKey, 'ours', { updatedAt });
    expect(takenAt(now - 1_000)[0]).toBe(kept);
  });
});
