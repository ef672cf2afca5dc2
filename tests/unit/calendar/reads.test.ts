import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ChangePage, EventPage } from '@/lib/calendar/backend';
import { createCalendar } from '@/lib/calendar/calendar';
import { BackendError, type BackendErrorCode } from '@/lib/calendar/errors';
import { createRouting } from '@/lib/calendar/routing';
import type { Instant } from '@/lib/core/time/instant';
import { at, event, eventRef, fakeBackend, nine } from '@/tests/unit/calendar/support/fake-backend';
import { clock, failureOf, keepLines, options, rig, room } from '@/tests/unit/calendar/support/rig';

const window = { start: nine, end: at(60) };
const fail = (code: BackendErrorCode, retryAfterMs?: number) => async () => {
  throw new BackendError(code, code, retryAfterMs === undefined ? {} : { retryAfterMs });
};

beforeEach(() => {
  vi.useFakeTimers({ now: nine });
});
afterEach(() => {
  vi.useRealTimers();
});

async function settle<T>(promise: Promise<T>): Promise<T> {
  const guarded = promise.catch(() => undefined);
  await vi.runAllTimersAsync();
  await guarded;
  return promise;
}

test('a read that may pass is made again, with a growing delay', async () => {
  const times: number[] = [];
  const backend = fakeBackend({
    doGet: async () => {
      times.push(Date.now() - nine);
      if (times.length < 3) throw new BackendError('unavailable', 'reset');
      return event(nine, at(10));
    },
  });
  const { calendar, observed } = rig({ one: backend });
  expect((await settle(calendar.get(room('a'), eventRef(), options()))).title).toBe('Standup');
  expect(times).toEqual([0, 150, 450]);
  expect(observed.map(({ outcome }) => outcome)).toEqual(['unavailable', 'unavailable', 'ok']);
});

test.each<BackendErrorCode>([
  'unauthenticated',
  'forbidden',
  'room-not-found',
  'event-not-found',
  'invalid-request',
  'unsupported',
])('a read refused with %s is not made again', async (code) => {
  const doGet = vi.fn(fail(code));
  const { calendar } = rig({ one: fakeBackend({ doGet }) });
  expect(await settle(failureOf(calendar.get(room('a'), eventRef(), options())))).toMatchObject({
    code,
    outcome: null,
  });
  expect(doGet).toHaveBeenCalledTimes(1);
});

test('the deadline covers all attempts: no retry that would come too late', async () => {
  const doGet = vi.fn(fail('unavailable'));
  const { calendar } = rig({ one: fakeBackend({ doGet }) });
  const brief = { ...options(), deadlineMs: 200 };
  const failure = failureOf(calendar.get(room('a'), eventRef(), brief));
  await vi.advanceTimersByTimeAsync(200);
  expect((await failure).code).toBe('unavailable');
  expect(doGet).toHaveBeenCalledTimes(2);
});

test('a backend that ignores its signal holds nobody', async () => {
  const backend = fakeBackend({ doGet: () => new Promise(() => undefined) });
  const { calendar } = rig({ one: backend });
  const leaver = new AbortController();
  const timedOut = failureOf(calendar.get(room('a'), eventRef(), options()));
  const left = failureOf(calendar.get(room('a'), eventRef(), options(leaver.signal)));
  await vi.advanceTimersByTimeAsync(1);
  leaver.abort();
  expect((await left).code).toBe('aborted');
  await vi.advanceTimersByTimeAsync(15_000);
  expect((await timedOut).code).toBe('timeout');
});

test('reads every page, leaves out what does not overlap, and sorts', async () => {
  const pages: Record<string, EventPage> = {
    first: {
      events: [event(at(30), at(40), 'b'), event(at(60), at(70), 'x')],
      nextCursor: 'second',
    },
    second: { events: [event(at(-10), at(5), 'a'), event(at(-10), nine, 'y')], nextCursor: null },
  };
  const asked: (string | null)[] = [];
  const backend = fakeBackend({
    doListEvents: async ({ cursor }) => {
      asked.push(cursor);
      if (asked.length === 2) throw new BackendError('unavailable', 'reset');
      return pages[cursor ?? 'first'] ?? { events: [], nextCursor: null };
    },
  });
  const events = await settle(
    rig({ one: backend }).calendar.listEvents(room('a'), window, options()),
  );
  expect(events.map(({ ref }) => ref.uid)).toEqual(['a', 'b']);
  expect(asked).toEqual([null, 'second', 'second']);
});

test('a list whose last page fails is a failure, not a part', async () => {
  const backend = fakeBackend({
    doListEvents: async ({ cursor }) => {
      if (cursor !== null) throw new BackendError('forbidden', 'no');
      return { events: [event(nine, at(10))], nextCursor: 'more' };
    },
  });
  const failure = failureOf(
    rig({ one: backend }).calendar.listEvents(room('a'), window, options()),
  );
  expect((await settle(failure)).code).toBe('forbidden');
});

test('pages that lead in a circle, or on for ever, are a bad response', async () => {
  let page = 0;
  const { calendar } = rig({
    circle: fakeBackend({
      doListEvents: async ({ cursor }) => ({ events: [], nextCursor: cursor === 'a' ? 'b' : 'a' }),
    }),
    endless: fakeBackend({
      doListEvents: async () => {
        page += 1;
        return { events: [], nextCursor: `page ${page}` };
      },
    }),
  });
  for (const connection of ['circle', 'endless']) {
    const failure = failureOf(calendar.listEvents(room('a', connection), window, options()));
    expect((await settle(failure)).code).toBe('bad-response');
  }
  expect(page).toBe(1_000);
});

test.each<[string, Instant]>([
  ['an end that is not a number', Number.NaN as Instant],
  ['an end before its start', at(-1)],
])('an event with %s fails the list', async (_, end) => {
  const backend = fakeBackend({
    doListEvents: async () => ({ events: [event(nine, end)], nextCursor: null }),
  });
  const failure = failureOf(
    rig({ one: backend }).calendar.listEvents(room('a'), window, options()),
  );
  expect((await settle(failure)).code).toBe('bad-response');
});

test('finds by uid, null only when the backend says so, never another event', async () => {
  const doFindByUid = vi.fn();
  const { calendar } = rig({ one: fakeBackend({ doFindByUid }) });
  const find = () => settle(calendar.findByUid(room('a'), 'one@foyer', options()));
  doFindByUid.mockResolvedValue(null);
  expect(await find()).toBeNull();
  doFindByUid.mockResolvedValue(event(nine, at(10)));
  expect((await find())?.ref.uid).toBe('one@foyer');
  for (const answer of [undefined, event(nine, at(10), 'another@foyer'), {}]) {
    doFindByUid.mockResolvedValue(answer);
    expect((await failureOf(find())).code).toBe('bad-response');
  }
  doFindByUid.mockImplementation(fail('unavailable'));
  expect((await failureOf(find())).code).toBe('unavailable');
});

test('hands on pages of changes, but none that lead back to themselves', async () => {
  const doListChanges = vi.fn<() => Promise<ChangePage>>();
  const { calendar } = rig({ one: fakeBackend({ doListChanges }) });
  const list = (cursor: string | null) =>
    settle(calendar.listChanges(room('a'), cursor, options()));
  const page: ChangePage = { gap: false, changes: [], cursor: '7', more: false };
  doListChanges.mockResolvedValue(page);
  expect(await list('7')).toEqual(page);
  doListChanges.mockResolvedValue({ gap: true, cursor: '9' });
  expect(await list('7')).toEqual({ gap: true, cursor: '9' });
  doListChanges.mockResolvedValue({ ...page, more: true });
  expect((await failureOf(list('7'))).code).toBe('bad-response');
  expect(await list('6')).toMatchObject({ more: true });
});

test('a pause that the server asks for holds for the whole connection', async () => {
  const times: number[] = [];
  const doGet = vi.fn(async () => {
    times.push(Date.now() - nine);
    return event(nine, at(10));
  });
  doGet.mockImplementationOnce(fail('throttled', 3_000));
  const { calendar } = rig({ one: fakeBackend({ doGet }) });
  const first = calendar.get(room('a'), eventRef(), options());
  await vi.advanceTimersByTimeAsync(1_000);
  const second = calendar.get(room('b'), eventRef(), options());
  const brief = failureOf(calendar.get(room('c'), eventRef(), { ...options(), deadlineMs: 1_500 }));
  await vi.advanceTimersByTimeAsync(1);
  expect(await brief).toMatchObject({ code: 'throttled', retryAfterMs: 2_000 });
  await settle(Promise.all([first, second]));
  expect(times).toEqual([3_000, 3_000]);
});

test('tells the capabilities, and in its own words why it cannot', async () => {
  const { calendar } = rig({ one: fakeBackend({ capabilities: { roomsPerEvent: 7 } }) });
  expect((await calendar.capabilities(room('a').connection)).roomsPerEvent).toBe(7);
  expect(await failureOf(calendar.capabilities(room('a', 'none').connection))).toMatchObject({
    code: 'invalid-request',
  });
  const { log, lines } = keepLines();
  const open = async () => {
    throw new Error('secret');
  };
  const broken = createCalendar({ routing: createRouting({ open, log }), clock, log });
  const failure = await failureOf(broken.capabilities(room('a').connection));
  expect(failure.code).toBe('bad-response');
  expect(failure.message).not.toContain('secret');
  expect(lines).toHaveLength(1);
});

test('an observer that fails fails no call', async () => {
  const { log, lines } = keepLines();
  const open = async () => ({
    revision: 1,
    backend: fakeBackend({ doGet: async () => event(nine, at(10)) }),
  });
  const calendar = createCalendar({
    routing: createRouting({ open, log }),
    clock,
    log,
    observe: () => {
      throw new Error('observer');
    },
  });
  expect((await calendar.get(room('a'), eventRef(), options())).title).toBe('Standup');
  expect(lines).toHaveLength(1);
});

function dateOf(minutes: number, uid = 'one@foyer') {
  const date = event(at(minutes), at(minutes + 10), uid);
  return { ...date, ref: { ...date.ref, recurrenceId: at(minutes) } };
}

test('dates of an event are asked for again after a failure, held to the window and sorted', async () => {
  const answers = [dateOf(30), dateOf(0), dateOf(60)];
  const doListOccurrences = vi.fn(async () => answers);
  doListOccurrences.mockRejectedValueOnce(new BackendError('unavailable', 'reset'));
  const { calendar } = rig({ one: fakeBackend({ doListOccurrences }) });
  const listing = calendar.listOccurrences(room('a'), eventRef(), window, options());
  expect((await settle(listing)).map(({ start }) => start)).toEqual([nine, at(30)]);
  expect(doListOccurrences).toHaveBeenCalledTimes(2);
});

test('dates of an event that is gone are a failure, not none', async () => {
  const doListOccurrences = fail('event-not-found');
  const { calendar } = rig({ one: fakeBackend({ doListOccurrences }) });
  const listing = calendar.listOccurrences(room('a'), eventRef(), window, options());
  expect(await settle(failureOf(listing))).toMatchObject({ code: 'event-not-found' });
});

test.each([
  ['no list', null],
  ['a date of another event', [dateOf(0, 'two@foyer')]],
  ['a date without an end', [{ ...dateOf(0), end: nine }]],
  ['one date twice', [dateOf(0), dateOf(0)]],
])('%s for the dates of an event is a bad response', async (_what, answer) => {
  const doListOccurrences = async () => answer as never;
  const { calendar } = rig({ one: fakeBackend({ doListOccurrences }) });
  const listing = calendar.listOccurrences(room('a'), eventRef(), window, options());
  expect(await settle(failureOf(listing))).toMatchObject({ code: 'bad-response' });
});
