import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { BackendError } from '@/lib/calendar/errors';
import { createBreaker } from '@/lib/calendar/limits/breaker';
import { createDeadline } from '@/lib/calendar/limits/deadline';
import { mapLimited } from '@/lib/calendar/limits/map-limited';
import { createPause } from '@/lib/calendar/limits/pause';
import { createSlots } from '@/lib/calendar/limits/slots';
import { chunk, splitWindow } from '@/lib/calendar/limits/split';
import { at, event, eventRef, fakeBackend, nine } from '@/tests/unit/calendar/support/fake-backend';
import { clock, failureOf, options, rig, room } from '@/tests/unit/calendar/support/rig';

const staying = new AbortController().signal;
const deadlineOf = (ms: number, signal = staying) => createDeadline(signal, ms, clock);
const never = () => new Promise<never>(() => undefined);

beforeEach(() => {
  vi.useFakeTimers({ now: nine });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('slots', () => {
  test('are taken in the order asked, skipping those who left', async () => {
    const slots = createSlots(1, 10);
    const release = await slots.take(deadlineOf(1_000));
    const order: string[] = [];
    const queue = (name: string, signal = staying) =>
      slots.take(deadlineOf(1_000, signal)).then((next) => {
        order.push(name);
        next();
      });
    const leaver = new AbortController();
    const first = queue('first');
    const leaves = failureOf(queue('leaver', leaver.signal));
    const last = queue('last');
    leaver.abort();
    expect((await leaves).code).toBe('aborted');
    release();
    release();
    await Promise.all([first, last]);
    expect(order).toEqual(['first', 'last']);
  });

  test('turn away whom the queue does not hold', async () => {
    const slots = createSlots(1, 1);
    await slots.take(deadlineOf(1_000));
    const waits = failureOf(slots.take(deadlineOf(1_000)));
    expect((await failureOf(slots.take(deadlineOf(1_000)))).code).toBe('throttled');
    await vi.advanceTimersByTimeAsync(1_000);
    expect((await waits).code).toBe('timeout');
  });
});

describe('a deadline', () => {
  test('keeps its first reason, and lets go of its timer', async () => {
    const leaver = new AbortController();
    const deadline = deadlineOf(100, leaver.signal);
    await vi.advanceTimersByTimeAsync(100);
    leaver.abort();
    expect(deadline.ended()?.code).toBe('timeout');
    expect(deadline.remainingMs()).toBe(0);
    const other = deadlineOf(100);
    other.end();
    expect(vi.getTimerCount()).toBe(0);
  });

  test('longer than a timer can run does not end at once', async () => {
    const deadline = deadlineOf(2 ** 40);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(deadline.ended()).toBeNull();
    deadline.end();
  });
});

test('a pause is the longest one asked for, and no longer than ten minutes', async () => {
  const pause = createPause(clock);
  const throttled = (retryAfterMs: number) => new BackendError('throttled', '', { retryAfterMs });
  pause.note(throttled(86_400_000));
  pause.note(throttled(1_000));
  expect(pause.refusal(deadlineOf(599_000))?.retryAfterMs).toBe(600_000);
  await vi.advanceTimersByTimeAsync(600_000);
  expect(pause.refusal(deadlineOf(1))).toBeNull();
});

describe('a breaker', () => {
  const make = () => createBreaker({ threshold: 2, probeAfterMs: 1_000 }, clock);
  const run = (breaker: ReturnType<typeof make>, verdict: 'failing' | 'alive' | 'silent') =>
    failureOf(
      breaker.run(
        async () => {
          throw new BackendError('bad-response', verdict);
        },
        () => verdict,
      ),
    );
  const works = (breaker: ReturnType<typeof make>) =>
    breaker.run(
      async () => 'answer',
      () => 'silent',
    );

  test('opens after failures in a row, which a living answer ends', async () => {
    const breaker = make();
    await run(breaker, 'failing');
    await run(breaker, 'alive');
    await run(breaker, 'failing');
    await run(breaker, 'silent');
    expect(breaker.refusal()).toBeNull();
    await run(breaker, 'failing');
    expect(breaker.refusal()?.code).toBe('unavailable');
    expect((await failureOf(works(breaker))).code).toBe('unavailable');
  });

  test('lets one probe through, which alone decides', async () => {
    const breaker = make();
    await run(breaker, 'failing');
    await run(breaker, 'failing');
    vi.advanceTimersByTime(1_000);
    expect(breaker.refusal()).toBeNull();
    let answer: (text: string) => void = () => undefined;
    const probe = breaker.run(
      () =>
        new Promise<string>((resolve) => {
          answer = resolve;
        }),
      () => 'silent',
    );
    expect(breaker.refusal()?.code).toBe('unavailable');
    expect((await failureOf(works(breaker))).code).toBe('unavailable');
    answer('back');
    expect(await probe).toBe('back');
    expect(await works(breaker)).toBe('answer');
  });

  test.each(['failing', 'silent'] as const)('stays open after a %s probe', async (verdict) => {
    const breaker = make();
    await run(breaker, 'failing');
    await run(breaker, 'failing');
    vi.advanceTimersByTime(1_000);
    expect((await run(breaker, verdict)).message).toBe(verdict);
    expect(breaker.refusal()?.code).toBe('unavailable');
    vi.advanceTimersByTime(1_000);
    expect(await works(breaker)).toBe('answer');
  });
});

describe('a connection', () => {
  const get = (calendar: ReturnType<typeof rig>['calendar'], extra = {}) =>
    calendar.get(room('a'), eventRef(), { ...options(), ...extra });

  test('has no more calls under way than it can take', async () => {
    let now = 0;
    let most = 0;
    const doGet = async () => {
      now += 1;
      most = Math.max(most, now);
      await new Promise((resolve) => setTimeout(resolve, 10));
      now -= 1;
      return event(nine, at(10));
    };
    const { calendar } = rig({ one: fakeBackend({ doGet, capabilities: { concurrency: 3 } }) });
    const calls = Promise.all(Array.from({ length: 20 }, () => get(calendar)));
    await vi.runAllTimersAsync();
    expect((await calls).length).toBe(20);
    expect(most).toBe(3);
  });

  test('gets back the slot of a call that never ends, after a grace', async () => {
    const doGet = vi.fn(async () => event(nine, at(10)));
    doGet.mockImplementationOnce(never);
    const { calendar } = rig({ one: fakeBackend({ doGet, capabilities: { concurrency: 1 } }) });
    const hung = failureOf(get(calendar, { deadlineMs: 100 }));
    const behind = get(calendar);
    await vi.advanceTimersByTimeAsync(100);
    expect((await hung).code).toBe('timeout');
    await vi.advanceTimersByTimeAsync(9_999);
    expect(doGet).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(1);
    expect((await behind).title).toBe('Standup');
  });

  test('that does not answer is left alone, then probed', async () => {
    const doCancel = vi.fn(async () => {
      throw new BackendError('unavailable', 'refused');
    });
    const doGet = vi.fn(async () => event(nine, at(10)));
    const { calendar, observed } = rig({ one: fakeBackend({ doCancel, doGet }) });
    const cancel = () => failureOf(calendar.cancel(room('a'), eventRef(), 'all', options()));
    for (let call = 0; call < 5; call += 1) {
      expect(await cancel()).toMatchObject({ code: 'unavailable', outcome: 'unknown' });
    }
    expect(await cancel()).toMatchObject({ code: 'unavailable', outcome: 'not-applied' });
    expect((await failureOf(get(calendar))).code).toBe('unavailable');
    expect(doCancel).toHaveBeenCalledTimes(5);
    expect(doGet).not.toHaveBeenCalled();
    expect(observed).toHaveLength(7);
    vi.advanceTimersByTime(10_000);
    expect((await get(calendar)).title).toBe('Standup');
    expect((await cancel()).outcome).toBe('unknown');
  });

  test('lets go of those who queued while it was found to be down', async () => {
    const doCancel = vi.fn(async () => {
      throw new BackendError('unavailable', 'refused');
    });
    const doGet = async () => event(nine, at(10));
    const backend = fakeBackend({ doCancel, doGet, capabilities: { concurrency: 1 } });
    const { calendar } = rig({ one: backend });
    const failures = await Promise.all(
      Array.from({ length: 8 }, () =>
        failureOf(calendar.cancel(room('a'), eventRef(), 'all', options())),
      ),
    );
    expect(failures.map(({ outcome }) => outcome)).toEqual([
      ...Array(5).fill('unknown'),
      ...Array(3).fill('not-applied'),
    ]);
    vi.advanceTimersByTime(10_000);
    expect((await get(calendar, { deadlineMs: 100 })).title).toBe('Standup');
    await calendar.close();
  });

  test.each(['conflict', 'room-not-found', 'stale', 'throttled', 'bad-response'] as const)(
    'that answers %s is not left alone',
    async (code) => {
      const doCancel = vi.fn(async () => {
        throw new BackendError(code, code);
      });
      const { calendar } = rig({ one: fakeBackend({ doCancel }) });
      for (let call = 0; call < 20; call += 1) {
        await failureOf(calendar.cancel(room('a'), eventRef(), 'all', options()));
      }
      expect(doCancel).toHaveBeenCalledTimes(20);
    },
  );

  test('that gets too little time to answer is not held to be down', async () => {
    const doCancel = vi.fn(never);
    const { calendar } = rig({
      one: fakeBackend({ doCancel, capabilities: { concurrency: 100 } }),
    });
    const brief = { ...options(), deadlineMs: 500 };
    for (let call = 0; call < 10; call += 1) {
      const failure = failureOf(calendar.cancel(room('a'), eventRef(), 'all', brief));
      await vi.advanceTimersByTimeAsync(500);
      expect((await failure).outcome).toBe('unknown');
    }
    expect(doCancel).toHaveBeenCalledTimes(10);
  });

  test('that times out again and again is left alone', async () => {
    const doCancel = vi.fn(never);
    const { calendar } = rig({
      one: fakeBackend({ doCancel, capabilities: { concurrency: 100 } }),
    });
    for (let call = 0; call < 5; call += 1) {
      const failure = failureOf(
        calendar.cancel(room('a'), eventRef(), 'all', { ...options(), deadlineMs: 1_000 }),
      );
      await vi.advanceTimersByTimeAsync(1_000);
      expect((await failure).code).toBe('timeout');
    }
    expect((await failureOf(get(calendar))).code).toBe('unavailable');
  });
});

test('splits by whole limits, and never into nothing', () => {
  expect(chunk([1, 2, 3], 2)).toEqual([[1, 2], [3]]);
  expect(chunk([1, 2], Number.POSITIVE_INFINITY)).toEqual([[1, 2]]);
  expect(chunk([1, 2], 0)).toEqual([[1], [2]]);
  expect(chunk([], 2)).toEqual([]);
  expect(splitWindow({ start: nine, end: at(10) }, 31)).toEqual([{ start: nine, end: at(10) }]);
  expect(splitWindow({ start: nine, end: at(48 * 60) }, 0)).toHaveLength(2);
});

test('maps in order, stops beginning after a failure', async () => {
  expect(await mapLimited([3, 1, 2], 2, async (item) => item * 2)).toEqual([6, 2, 4]);
  const begun: number[] = [];
  const work = async (item: number) => {
    begun.push(item);
    await Promise.resolve();
    if (item === 1) throw new Error('one');
    return item;
  };
  await expect(mapLimited([1, 2, 3, 4, 5, 6], 2, work)).rejects.toThrow('one');
  expect(begun.length).toBeLessThan(6);
});
