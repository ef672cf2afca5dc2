import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { CallContext, EventDraft } from '@/lib/calendar/backend';
import { BackendError, type BackendErrorCode, type WriteOutcome } from '@/lib/calendar/errors';
import { zoneId } from '@/lib/core/time/zone';
import { at, eventRef, fakeBackend, nine } from '@/tests/unit/calendar/support/fake-backend';
import { failureOf, options, rig, room } from '@/tests/unit/calendar/support/rig';

const draft: Omit<EventDraft, 'rooms'> = {
  uid: 'one@foyer',
  start: nine,
  end: at(30),
  timeZone: zoneId('Europe/Paris'),
  title: 'Standup',
  organizer: { email: 'alice@example.org' },
  attendees: [],
  visibility: 'default',
};
const never = () => new Promise<never>(() => undefined);
const fail = (code: BackendErrorCode, outcome?: WriteOutcome) => async () => {
  throw new BackendError(code, code, outcome === undefined ? {} : { outcome });
};

beforeEach(() => {
  vi.useFakeTimers({ now: nine });
});
afterEach(() => {
  vi.useRealTimers();
});

test('writes one event with a reference to each room', async () => {
  const doCreate = vi.fn(async (_: EventDraft, __: CallContext) => eventRef());
  const { calendar, observed } = rig({ one: fakeBackend({ doCreate }) });
  const person = { ...options(), onBehalfOf: 'alice@example.org' };
  expect(await calendar.create([room('a'), room('b')], draft, person)).toEqual(eventRef());
  const [written, context] = doCreate.mock.calls[0] ?? [];
  expect(written?.rooms).toEqual([
    { roomId: 'a', address: { email: 'a@example.org' } },
    { roomId: 'b', address: { email: 'b@example.org' } },
  ]);
  expect(context).toMatchObject({ requestId: 'request-1', onBehalfOf: 'alice@example.org' });
  expect(observed).toEqual([
    { connectionId: 'one', method: 'doCreate', requestId: 'request-1', ms: 0, outcome: 'ok' },
  ]);
});

test.each<[BackendErrorCode, WriteOutcome]>([
  ['unauthenticated', 'not-applied'],
  ['forbidden', 'not-applied'],
  ['room-not-found', 'not-applied'],
  ['event-not-found', 'not-applied'],
  ['conflict', 'not-applied'],
  ['stale', 'not-applied'],
  ['invalid-request', 'not-applied'],
  ['unsupported', 'not-applied'],
  ['throttled', 'not-applied'],
  ['unavailable', 'unknown'],
  ['timeout', 'unknown'],
  ['bad-response', 'unknown'],
])('a write that failed with %s and does not say is %s', async (code, outcome) => {
  const doUpdate = vi.fn(fail(code));
  const { calendar } = rig({ one: fakeBackend({ doUpdate }) });
  const failure = failureOf(calendar.update(room('a'), eventRef(), {}, 'all', options()));
  await vi.runAllTimersAsync();
  expect(await failure).toMatchObject({ code, outcome });
  expect(doUpdate).toHaveBeenCalledTimes(1);
});

test('a backend that knows the outcome is believed', async () => {
  const { calendar } = rig({ one: fakeBackend({ doCancel: fail('unavailable', 'not-applied') }) });
  const failure = await failureOf(calendar.cancel(room('a'), eventRef(), 'all', options()));
  expect(failure).toMatchObject({ code: 'unavailable', outcome: 'not-applied' });
});

test('foreign throwables and impossible answers leave the outcome unknown', async () => {
  const foreign = fakeBackend({
    doCreate: async () => {
      throw new Error('boom');
    },
  });
  const wrong = fakeBackend({ doCreate: async () => eventRef('another@foyer') });
  const { calendar, lines } = rig({ foreign, wrong });
  for (const connection of ['foreign', 'wrong']) {
    const failure = await failureOf(calendar.create([room('a', connection)], draft, options()));
    expect(failure).toMatchObject({ code: 'bad-response', outcome: 'unknown' });
    expect(failure.message).not.toContain('boom');
  }
  expect(lines.map(({ level }) => level)).toEqual(['warn', 'warn']);
});

test('our timeout after the request left is timeout and unknown, and a late success is logged', async () => {
  const backend = fakeBackend({
    doCreate: async () => {
      await new Promise((resolve) => setTimeout(resolve, 40_000));
      return eventRef();
    },
  });
  const { calendar, lines } = rig({ one: backend });
  const failure = failureOf(calendar.create([room('a')], draft, options()));
  await vi.advanceTimersByTimeAsync(30_000);
  expect(await failure).toMatchObject({ code: 'timeout', outcome: 'unknown' });
  expect(lines).toEqual([]);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(lines).toMatchObject([
    { level: 'warn', fields: { connectionId: 'one', method: 'doCreate', requestId: 'request-1' } },
  ]);
});

test('a late rejection is logged and goes nowhere else', async () => {
  const backend = fakeBackend({
    doCreate: async () => {
      await new Promise((resolve) => setTimeout(resolve, 2_000));
      throw new Error('too late');
    },
  });
  const { calendar, lines, traces } = rig({ one: backend });
  const failure = failureOf(
    calendar.create([room('a')], draft, { ...options(), deadlineMs: 1_000 }),
  );
  await vi.runAllTimersAsync();
  expect(await failure).toMatchObject({ code: 'timeout', outcome: 'unknown' });
  expect(lines).toEqual([]);
  expect(traces).toMatchObject([
    { message: 'calendar call', fields: { method: 'doCreate', ms: 1_000, outcome: 'timeout' } },
    { message: 'an abandoned calendar call ended', fields: { err: new Error('too late') } },
  ]);
});

test('the caller leaving is aborted: unknown after the request left, whatever the backend says', async () => {
  const backend = fakeBackend({
    doCreate: (_, { signal }) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(new BackendError('conflict', 'taken')));
      }),
  });
  const leaver = new AbortController();
  const failure = failureOf(
    rig({ one: backend }).calendar.create([room('a')], draft, options(leaver.signal)),
  );
  await vi.advanceTimersByTimeAsync(1);
  leaver.abort();
  expect(await failure).toMatchObject({ code: 'aborted', outcome: 'unknown' });
});

test('a caller who left before, or while queued, knows that nothing was sent', async () => {
  const doCreate = vi.fn(never);
  const backend = fakeBackend({ doCreate, capabilities: { concurrency: 1 } });
  const { calendar } = rig({ one: backend });
  const gone = await failureOf(calendar.create([room('a')], draft, options(AbortSignal.abort())));
  expect(gone).toMatchObject({ code: 'aborted', outcome: 'not-applied' });

  const first = failureOf(calendar.create([room('a')], draft, options()));
  await vi.advanceTimersByTimeAsync(1);
  const leaver = new AbortController();
  const leaves = failureOf(calendar.create([room('a')], draft, options(leaver.signal)));
  const waits = failureOf(calendar.create([room('a')], draft, { ...options(), deadlineMs: 500 }));
  await vi.advanceTimersByTimeAsync(100);
  leaver.abort();
  await vi.advanceTimersByTimeAsync(400);
  expect(await leaves).toMatchObject({ code: 'aborted', outcome: 'not-applied' });
  expect(await waits).toMatchObject({ code: 'timeout', outcome: 'not-applied' });
  expect(doCreate).toHaveBeenCalledTimes(1);
  await vi.runAllTimersAsync();
  expect(await first).toMatchObject({ code: 'timeout', outcome: 'unknown' });
  expect(doCreate).toHaveBeenCalledTimes(1);
});

test('an aborted that nobody asked for is no abort', async () => {
  const { calendar } = rig({ one: fakeBackend({ doCancel: fail('aborted') }) });
  const failure = await failureOf(calendar.cancel(room('a'), eventRef(), 'all', options()));
  expect(failure).toMatchObject({ code: 'bad-response', outcome: 'unknown' });
});

test('a connection that does not open was not written to', async () => {
  const { calendar } = rig({});
  const failure = await failureOf(calendar.create([room('a')], draft, options()));
  expect(failure).toMatchObject({ code: 'invalid-request', outcome: 'not-applied' });
});

test('a create is tried again only where the same uid twice is one event', async () => {
  const create = () => {
    const doCreate = vi.fn(async () => eventRef());
    return doCreate.mockImplementationOnce(fail('unavailable'));
  };
  const once = create();
  const again = create();
  const { calendar } = rig({
    once: fakeBackend({ doCreate: once }),
    again: fakeBackend({ doCreate: again, capabilities: { idempotentCreate: true } }),
  });
  const failure = failureOf(calendar.create([room('a', 'once')], draft, options()));
  const success = calendar.create([room('a', 'again')], draft, options());
  await vi.runAllTimersAsync();
  expect(await failure).toMatchObject({ code: 'unavailable', outcome: 'unknown' });
  expect(await success).toEqual(eventRef());
  expect(once).toHaveBeenCalledTimes(1);
  expect(again).toHaveBeenCalledTimes(2);
});

test('once unknown stays unknown, however clear a later refusal is', async () => {
  const doCreate = vi.fn(fail('conflict')).mockImplementationOnce(fail('unavailable'));
  const backend = fakeBackend({ doCreate, capabilities: { idempotentCreate: true } });
  const failure = failureOf(rig({ one: backend }).calendar.create([room('a')], draft, options()));
  await vi.runAllTimersAsync();
  expect(await failure).toMatchObject({ code: 'conflict', outcome: 'unknown' });

  const doubtful = fakeBackend({
    doCreate: fail('unavailable'),
    capabilities: { idempotentCreate: true },
  });
  const leaver = new AbortController();
  const { calendar } = rig({ one: doubtful });
  const left = failureOf(calendar.create([room('a')], draft, options(leaver.signal)));
  await vi.advanceTimersByTimeAsync(50);
  leaver.abort();
  expect(await left).toMatchObject({ code: 'aborted', outcome: 'unknown' });
});

test('refuses rooms of several connections, no rooms, and more rooms than an event names', async () => {
  const doCreate = vi.fn(async () => eventRef());
  const { calendar } = rig({ one: fakeBackend({ doCreate }), two: fakeBackend({ doCreate }) });
  const three = [room('a'), room('b'), room('c')];
  for (const [rooms, code] of [
    [[room('a', 'one'), room('b', 'two')], 'invalid-request'],
    [[], 'invalid-request'],
    [three, 'unsupported'],
  ] as const) {
    const failure = await failureOf(calendar.create(rooms, draft, options()));
    expect(failure).toMatchObject({ code, outcome: 'not-applied' });
  }
  expect(doCreate).not.toHaveBeenCalled();
});

test('passes on what updates, answers and cancels are about', async () => {
  const doUpdate = vi.fn(async () => eventRef());
  const doRespond = vi.fn(async () => eventRef());
  const doCancel = vi.fn(async () => undefined);
  const { calendar } = rig({ one: fakeBackend({ doUpdate, doRespond, doCancel }) });
  await calendar.update(room('a'), eventRef(), { title: 'New' }, 'one', options());
  await calendar.respond(room('a'), eventRef(), 'declined', options());
  await calendar.cancel(room('a'), eventRef(), 'all', options());
  const context = expect.objectContaining({ requestId: 'request-1' });
  const reference = { roomId: 'a', address: { email: 'a@example.org' } };
  expect(doUpdate).toHaveBeenCalledWith(eventRef(), { title: 'New' }, 'one', context);
  expect(doRespond).toHaveBeenCalledWith(eventRef(), reference, 'declined', context);
  expect(doCancel).toHaveBeenCalledWith(eventRef(), 'all', context);
});

test.each([
  [1, 1],
  [2, 3],
])(
  'where an event has %i rooms at most, a change to %i is not sent',
  async (roomsPerEvent, count) => {
    const doUpdate = vi.fn(async () => eventRef());
    const { calendar } = rig({ one: fakeBackend({ doUpdate, capabilities: { roomsPerEvent } }) });
    const rooms = ['b', 'c', 'd'].slice(0, count).map((roomId) => ({ roomId, address: {} }));
    const changing = calendar.update(room('a'), eventRef(), { rooms }, 'all', options());
    expect(await failureOf(changing)).toMatchObject({
      code: 'unsupported',
      outcome: 'not-applied',
    });
    expect(doUpdate).not.toHaveBeenCalled();
  },
);
