import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Change } from '@/lib/http/client/stream/change';
import { gatherChanges } from '@/lib/http/client/stream/gather-changes';

const booked = (id: string): Change => ({ kind: 'booking', data: { id, status: 'confirmed' } });

describe('changes that are gathered', () => {
  let handed: (readonly Change[])[] = [];
  beforeEach(() => {
    handed = [];
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('are handed on soon, and together', () => {
    const { add } = gatherChanges((changes) => void handed.push(changes));
    add(booked('a'));
    vi.advanceTimersByTime(50);
    add(booked('b'));
    vi.advanceTimersByTime(49);
    expect(handed).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(handed).toEqual([[booked('a'), booked('b')]]);
  });

  it('are handed on twice a second at most, and none is left', () => {
    const { add } = gatherChanges((changes) => void handed.push(changes));
    for (let index = 0; index < 100; index += 1) {
      add(booked(`${index}`));
      vi.advanceTimersByTime(20);
    }
    vi.advanceTimersByTime(1_000);
    expect(handed.length).toBeGreaterThanOrEqual(4);
    expect(handed.length).toBeLessThanOrEqual(6);
    expect(handed.flat()).toHaveLength(100);
  });

  it('become one word when there are many', () => {
    const { add, stop } = gatherChanges((changes) => void handed.push(changes));
    for (let index = 0; index < 101; index += 1) add(booked(`${index}`));
    vi.advanceTimersByTime(100);
    expect(handed).toEqual([[{ kind: 'reset' }]]);
    add(booked('late'));
    stop();
    vi.advanceTimersByTime(1_000);
    expect(handed).toHaveLength(1);
  });
});
