import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { CallContext, FreeBusyQuery, RoomFreeBusy } from '@/lib/calendar/backend';
import { BackendError } from '@/lib/calendar/errors';
import type { Instant } from '@/lib/core/time/instant';
import { at, fakeBackend, nine } from '@/tests/unit/calendar/support/fake-backend';
import { failureOf, options, rig, room } from '@/tests/unit/calendar/support/rig';

const window = { start: nine, end: at(60) };

const free = (roomId: string): RoomFreeBusy => ({ roomId, known: true, busy: [] });
const failed = (roomId: string, code: BackendError['code']): RoomFreeBusy => ({
  roomId,
  known: false,
  error: new BackendError(code, code),
});
const ids = ({ rooms }: FreeBusyQuery) => rooms.map(({ roomId }) => roomId);
const allFree = async (query: FreeBusyQuery) => ids(query).map(free);
const never = () => new Promise<never>(() => undefined);

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

test('asks no more rooms and days at once than the backend can, and answers as one', async () => {
  const asked: FreeBusyQuery[] = [];
  const doFreeBusy = vi.fn(async (query: FreeBusyQuery) => {
    asked.push(query);
    return allFree(query);
  });
  const freeBusy = { roomsPerCall: 2, windowDays: 1, granularityMinutes: 0 };
  const { calendar } = rig({ one: fakeBackend({ doFreeBusy, capabilities: { freeBusy } }) });
  const days = { start: nine, end: at(36 * 60) };
  const answers = await settle(
    calendar.freeBusy([room('a'), room('b'), room('c'), room('a')], days, options()),
  );
  expect([...answers]).toEqual(['a', 'b', 'c'].map((id) => [id, free(id)]));
  expect(asked.map((query) => [ids(query).join(), query.window.start, query.window.end])).toEqual([
    ['a,b', nine, at(24 * 60)],
    ['a,b', at(24 * 60), at(36 * 60)],
    ['c', nine, at(24 * 60)],
    ['c', at(24 * 60), at(36 * 60)],
  ]);
});

test('puts an event together again that a cut went through', async () => {
  const night = { start: at(23 * 60), end: at(25 * 60), kind: 'busy' as const, uid: 'night' };
  const next = { start: at(25 * 60), end: at(26 * 60), kind: 'busy' as const, uid: 'next' };
  const backend = fakeBackend({
    capabilities: { freeBusy: { roomsPerCall: 1, windowDays: 1, granularityMinutes: 0 } },
    doFreeBusy: async () => [{ roomId: 'a', known: true, busy: [next, night] }],
  });
  const days = { start: nine, end: at(48 * 60) };
  const answers = await settle(
    rig({ one: backend }).calendar.freeBusy([room('a')], days, options()),
  );
  expect(answers.get('a')).toEqual({ roomId: 'a', known: true, busy: [night, next] });
});

test('what could be read only in part is told of with the whole, and logged', async () => {
  const impaired = new BackendError('bad-response', 'the object a.ics is broken');
  const backend = fakeBackend({
    capabilities: { freeBusy: { roomsPerCall: 1, windowDays: 1, granularityMinutes: 0 } },
    doFreeBusy: async ({ window: { start } }) => [
      { roomId: 'a', known: true, busy: [], ...(start > nine ? { impaired } : {}) },
    ],
  });
  const { calendar, lines } = rig({ one: backend });
  const days = { start: nine, end: at(48 * 60) };
  const answers = await settle(calendar.freeBusy([room('a')], days, options()));
  expect(answers.get('a')).toEqual({ roomId: 'a', known: true, busy: [], impaired });
  expect(lines.map(({ message }) => message)).toEqual(['the object a.ics is broken']);
});

test('a room is not known when any piece of its window is not', async () => {
  const backend = fakeBackend({
    capabilities: { freeBusy: { roomsPerCall: 5, windowDays: 1, granularityMinutes: 0 } },
    doFreeBusy: async (query) =>
      ids(query).map((id) =>
        id === 'a' && query.window.start > nine ? failed(id, 'forbidden') : free(id),
      ),
  });
  const days = { start: nine, end: at(48 * 60) };
  const answers = await settle(
    rig({ one: backend }).calendar.freeBusy([room('a'), room('b')], days, options()),
  );
  expect(answers.get('a')).toMatchObject({ known: false, error: { code: 'forbidden' } });
  expect(answers.get('b')).toEqual(free('b'));
});

test('clips to the window and sorts', async () => {
  const busy = [
    { start: at(40), end: at(90), kind: 'tentative' as const },
    { start: at(60), end: at(70), kind: 'busy' as const },
    { start: at(-20), end: at(10), kind: 'busy' as const },
  ];
  const backend = fakeBackend({ doFreeBusy: async () => [{ roomId: 'a', known: true, busy }] });
  const answers = await settle(
    rig({ one: backend }).calendar.freeBusy([room('a')], window, options()),
  );
  expect(answers.get('a')).toMatchObject({
    busy: [
      { start: nine, end: at(10) },
      { start: at(40), end: at(60), kind: 'tentative' },
    ],
  });
});

test.each<[string, readonly string[]]>([
  ['too few', ['a']],
  ['too many', ['a', 'b', 'c']],
  ['another order', ['b', 'a']],
  ['none', []],
])('answers that do not match the rooms make none of them free: %s', async (_, answered) => {
  const backend = fakeBackend({ doFreeBusy: async () => answered.map(free) });
  const { calendar } = rig({ one: backend });
  const answers = await settle(calendar.freeBusy([room('a'), room('b')], window, options()));
  for (const id of ['a', 'b']) {
    expect(answers.get(id)).toMatchObject({ known: false, error: { code: 'bad-response' } });
  }
});

test.each<[string, Instant, Instant]>([
  ['not a number', Number.NaN as Instant, at(10)],
  ['turned round', at(20), at(10)],
  ['empty', at(10), at(10)],
])('a malformed busy time makes its room not known: %s', async (_, start, end) => {
  const doFreeBusy = vi.fn(
    async (): Promise<RoomFreeBusy[]> => [
      { roomId: 'a', known: true, busy: [{ start, end, kind: 'busy' }] },
      free('b'),
    ],
  );
  const { calendar, lines } = rig({ one: fakeBackend({ doFreeBusy }) });
  const answers = await settle(calendar.freeBusy([room('a'), room('b')], window, options()));
  expect(answers.get('a')).toMatchObject({ known: false, error: { code: 'bad-response' } });
  expect(answers.get('b')).toEqual(free('b'));
  expect(doFreeBusy).toHaveBeenCalledTimes(1);
  expect(lines).toMatchObject([{ level: 'warn' }]);
});

test('a connection that is down or dumb takes nothing from the others', async () => {
  const { calendar } = rig(
    {
      up: fakeBackend({ doFreeBusy: allFree }),
      down: fakeBackend({
        doFreeBusy: async () => {
          throw new BackendError('unavailable', 'connection refused');
        },
      }),
      dumb: fakeBackend({ doFreeBusy: never }),
    },
    { deadlines: { freeBusyMs: 3_000 } },
  );
  const rooms = [room('a', 'up'), room('b', 'down'), room('c', 'dumb'), room('d', 'missing')];
  const asked = calendar.freeBusy(rooms, window, options());
  await vi.advanceTimersByTimeAsync(3_000);
  const answers = await asked;
  expect([...answers.keys()]).toEqual(['a', 'b', 'c', 'd']);
  expect(answers.get('a')).toEqual(free('a'));
  expect(answers.get('b')).toMatchObject({ known: false, error: { code: 'unavailable' } });
  expect(answers.get('c')).toMatchObject({ known: false, error: { code: 'timeout' } });
  expect(answers.get('d')).toMatchObject({ known: false, error: { code: 'invalid-request' } });
});

test('asks again only for the rooms that failed, and not where it cannot help', async () => {
  const asked: string[] = [];
  const backend = fakeBackend({
    doFreeBusy: async (query) => {
      asked.push(ids(query).join());
      if (asked.length > 1) return ids(query).map(free);
      return [
        free('a'),
        failed('b', 'throttled'),
        failed('c', 'forbidden'),
        failed('d', 'timeout'),
      ];
    },
  });
  const rooms = ['a', 'b', 'c', 'd'].map((id) => room(id));
  const answers = await settle(rig({ one: backend }).calendar.freeBusy(rooms, window, options()));
  expect(asked).toEqual(['a,b,c,d', 'b,d']);
  expect([...answers.values()].map(({ known }) => known)).toEqual([true, true, false, true]);
});

test('gives up after two more attempts', async () => {
  const doFreeBusy = vi.fn(async (query: FreeBusyQuery) =>
    ids(query).map((id) => failed(id, 'unavailable')),
  );
  const { calendar, observed } = rig({ one: fakeBackend({ doFreeBusy }) });
  const answers = await settle(calendar.freeBusy([room('a')], window, options()));
  expect(answers.get('a')).toMatchObject({ known: false, error: { code: 'unavailable' } });
  expect(doFreeBusy).toHaveBeenCalledTimes(3);
  expect(observed.map(({ outcome }) => outcome)).toEqual(Array(3).fill('unavailable'));
});

test('what is no BackendError becomes bad-response, without its text, and is logged', async () => {
  const secret = new TypeError('password=hunter2');
  const backend = fakeBackend({
    doFreeBusy: () => {
      throw secret;
    },
  });
  const { calendar, lines } = rig({ one: backend });
  const answers = await settle(calendar.freeBusy([room('a')], window, options()));
  const answer = answers.get('a');
  expect(answer).toMatchObject({ known: false, error: { code: 'bad-response', cause: secret } });
  expect(answer?.known === false && answer.error.message).not.toContain('hunter2');
  expect(lines[0]).toMatchObject({ level: 'warn', fields: { connectionId: 'one' } });
});

test('equal questions at once are one, and one who leaves does not end it for the others', async () => {
  const doFreeBusy = vi.fn(async (query: FreeBusyQuery) => {
    await new Promise((resolve) => setTimeout(resolve, 100));
    return allFree(query);
  });
  const { calendar } = rig({ one: fakeBackend({ doFreeBusy }) });
  const leaver = new AbortController();
  const left = failureOf(calendar.freeBusy([room('a'), room('b')], window, options(leaver.signal)));
  const stays = calendar.freeBusy([room('b'), room('a')], window, options());
  await vi.advanceTimersByTimeAsync(50);
  leaver.abort();
  expect((await left).code).toBe('aborted');
  const answers = await settle(stays);
  expect([...answers.keys()]).toEqual(['b', 'a']);
  expect(answers.get('a')).toEqual(free('a'));
  expect(doFreeBusy).toHaveBeenCalledTimes(1);
});

test('the backend hears of it when the last one leaves, and a newcomer starts anew', async () => {
  const signals: AbortSignal[] = [];
  const backend = fakeBackend({
    doFreeBusy: (query, context: CallContext) => {
      signals.push(context.signal);
      return signals.length === 1 ? never() : allFree(query);
    },
  });
  const { calendar } = rig({ one: backend });
  const leaver = new AbortController();
  const left = failureOf(calendar.freeBusy([room('a')], window, options(leaver.signal)));
  await vi.advanceTimersByTimeAsync(1);
  leaver.abort();
  expect((await left).code).toBe('aborted');
  expect(signals[0]?.aborted).toBe(true);
  const next = calendar.freeBusy([room('a')], window, options());
  expect((await settle(next)).get('a')).toEqual(free('a'));
});

test('a caller who leaves a fresh question gets no answer at all', async () => {
  const { calendar } = rig({ one: fakeBackend({ doFreeBusy: never }) });
  const leaver = new AbortController();
  const fresh = { ...options(leaver.signal), fresh: true };
  const left = failureOf(calendar.freeBusy([room('a')], window, fresh));
  await vi.advanceTimersByTimeAsync(1);
  leaver.abort();
  expect((await left).code).toBe('aborted');
});

test('a fresh question, another question and one after a write are asked on their own', async () => {
  const doFreeBusy = vi.fn(async (query: FreeBusyQuery) => {
    await new Promise((resolve) => setTimeout(resolve, 100));
    return allFree(query);
  });
  const doCancel = async () => undefined;
  const { calendar } = rig({ one: fakeBackend({ doFreeBusy, doCancel }) });
  const ask = (rooms: readonly string[], extra = {}) =>
    calendar.freeBusy(
      rooms.map((id) => room(id)),
      window,
      { ...options(), ...extra },
    );
  const before = [ask(['a']), ask(['a']), ask(['a'], { fresh: true }), ask(['b'])];
  await vi.advanceTimersByTimeAsync(1);
  expect(doFreeBusy).toHaveBeenCalledTimes(3);
  const reference = { uid: 'u', recurrenceId: null, handle: 'h', version: null, rooms: [] };
  await calendar.cancel(room('a'), reference, 'all', options());
  await settle(Promise.all([...before, ask(['a'])]));
  expect(doFreeBusy).toHaveBeenCalledTimes(4);
});

test('refuses an empty window, and answers no rooms with nothing', async () => {
  const { calendar } = rig({});
  const empty = { start: nine, end: nine };
  expect(await failureOf(calendar.freeBusy([], empty, options()))).toMatchObject({
    code: 'invalid-request',
  });
  expect((await calendar.freeBusy([], window, options())).size).toBe(0);
});

test('does not fill the queue with one large question', async () => {
  const started: string[] = [];
  const backend = fakeBackend({
    capabilities: {
      concurrency: 2,
      freeBusy: { roomsPerCall: 1, windowDays: 31, granularityMinutes: 0 },
    },
    doFreeBusy: async (query) => {
      started.push(ids(query).join());
      await new Promise((resolve) => setTimeout(resolve, 10));
      return allFree(query);
    },
  });
  const { calendar } = rig({ one: backend });
  const rooms = Array.from({ length: 40 }, (_, index) => room(`r${index}`));
  const large = calendar.freeBusy(rooms, window, options());
  await vi.advanceTimersByTimeAsync(1);
  const small = calendar.freeBusy([room('mine')], window, { ...options(), fresh: true });
  const [everyRoom] = await settle(Promise.all([large, small]));
  expect(everyRoom.size).toBe(40);
  expect(started.indexOf('mine')).toBeLessThan(6);
});
