import { beforeEach, describe, expect, test } from 'vitest';
import type { CallContext, EventDraft } from '@/lib/calendar/backend';
import { createMockBackend, type MockBackend } from '@/lib/calendar/backends/mock';
import { type MockOptions, mockOptions } from '@/lib/calendar/backends/mock/options';
import { addMs, hourMs, type Instant, instant } from '@/lib/core/time/instant';
import { zoneId } from '@/lib/core/time/zone';

const room = { roomId: 'curie', address: {} };
const other = { roomId: 'noether', address: {} };
const start = instant(Date.UTC(2027, 2, 1, 9));
const slot = { start, end: addMs(start, hourMs) };

let now: Instant;
let ids: number;

beforeEach(() => {
  now = instant(Date.UTC(2027, 0, 1));
  ids = 0;
});

function mock(options: MockOptions = {}): MockBackend {
  const newId = () => `event-${++ids}`;
  return createMockBackend({ options, clock: { now: () => now }, newId });
}

function call(signal: AbortSignal = new AbortController().signal): CallContext {
  return { signal, requestId: 'test' };
}

function draft(uid: string, overrides: Partial<EventDraft> = {}): EventDraft {
  return {
    uid,
    rooms: [room],
    ...slot,
    timeZone: zoneId('Europe/Paris'),
    title: 'Review',
    organizer: { email: 'alice@example.org' },
    attendees: [],
    visibility: 'default',
    ...overrides,
  };
}

describe('options', () => {
  test('of a connection that is down fail every call', async () => {
    const backend = mock(mockOptions.parse({ faults: { all: 'unavailable' } }));
    const query = { rooms: [room, other], window: slot };
    expect(await backend.doFreeBusy(query, call())).toMatchObject([
      { roomId: 'curie', known: false, error: { code: 'unavailable' } },
      { roomId: 'noether', known: false, error: { code: 'unavailable' } },
    ]);
    await expect(backend.doCreate(draft('a'), call())).rejects.toMatchObject({
      code: 'unavailable',
      outcome: 'not-applied',
    });
  });

  test.each([{ faults: { all: 'nonsense' } }, { faults: { other: 'timeout' } }, { latencyMs: -1 }])(
    'refuse %j',
    (options) => {
      expect(mockOptions.safeParse(options).success).toBe(false);
    },
  );

  test('latency obeys the signal', async () => {
    const backend = mock({ latencyMs: 60_000 });
    const asking = backend.doFindByUid({ rooms: [room], uid: 'a' }, call(AbortSignal.timeout(10)));
    await expect(asking).rejects.toMatchObject({ code: 'timeout' });
  });
});

describe('faults', () => {
  test('hit as often as asked, before or after the work', async () => {
    const backend = mock();
    backend.controls.fault({ method: 'doCreate', error: 'throttled', retryAfterMs: 50, times: 1 });
    backend.controls.fault({ method: 'doCreate', error: 'unavailable', when: 'after', times: 1 });
    await expect(backend.doCreate(draft('a'), call())).rejects.toMatchObject({
      code: 'throttled',
      outcome: 'not-applied',
      retryAfterMs: 50,
    });
    expect(backend.controls.peek()).toHaveLength(0);
    await expect(backend.doCreate(draft('a'), call())).rejects.toMatchObject({
      code: 'unavailable',
      outcome: 'unknown',
    });
    expect(backend.controls.peek()).toHaveLength(1);
    await expect(backend.doCreate(draft('a'), call())).resolves.toMatchObject({ uid: 'a' });
    expect(backend.controls.peek()).toHaveLength(1);
    expect(backend.controls.calls('doCreate')).toBe(3);
  });

  test('are lifted', async () => {
    const backend = mock();
    const lift = backend.controls.fault({ method: 'all', error: 'forbidden' });
    const query = { rooms: [room], uid: 'a' };
    await expect(backend.doFindByUid(query, call())).rejects.toMatchObject({ code: 'forbidden' });
    lift();
    expect(await backend.doFindByUid(query, call())).toBeNull();
  });

  test('may hit one room of free/busy', async () => {
    const backend = mock();
    backend.controls.fault({ method: 'doFreeBusy', error: 'timeout', roomIds: ['noether'] });
    const answers = await backend.doFreeBusy({ rooms: [room, other], window: slot }, call());
    expect(answers.map(({ known }) => known)).toEqual([true, false]);
  });
});

describe('outside writers', () => {
  test('slip in between our write and its answer', async () => {
    const backend = mock({ referee: 'app' });
    backend.controls.once('doCreate', 'after', () => {
      backend.controls.writeOutside([room], { ...slot, uid: 'rival' });
    });
    await backend.doCreate(draft('ours'), call());
    await backend.doCreate(draft('later', { rooms: [other] }), call());
    const page = await backend.doListEvents({ room, window: slot, cursor: null }, call());
    expect(page.events.map(({ ref }) => ref.uid).sort()).toEqual(['ours', 'rival']);
  });

  test('move and remove, seen by the change feed', async () => {
    const backend = mock();
    const handle = backend.controls.writeOutside([room], slot);
    const { cursor } = await backend.doListChanges({ room, cursor: null }, call());
    backend.controls.moveOutside(handle, { start: slot.end, end: addMs(slot.end, hourMs) });
    const [answer] = await backend.doFreeBusy({ rooms: [room], window: slot }, call());
    expect(answer).toMatchObject({ known: true, busy: [] });
    backend.controls.removeOutside(handle);
    expect(await backend.doListChanges({ room, cursor }, call())).toMatchObject({
      changes: [
        { handle, removed: false },
        { handle, removed: true },
      ],
    });
  });

  test('of the feed: forgotten cursors are gaps', async () => {
    const backend = mock();
    const { cursor } = await backend.doListChanges({ room, cursor: null }, call());
    backend.controls.forgetChanges();
    expect((await backend.doListChanges({ room, cursor }, call())).gap).toBe(true);
  });
});

describe('a room that answers later', () => {
  const later = { roomAnswer: 'later', answerAfterMs: 5_000 } as const;

  test('is pending until its time has come, then accepts when free', async () => {
    const backend = mock(later);
    const ref = await backend.doCreate(draft('a'), call());
    expect((await backend.doGet(ref, call())).answers).toEqual([
      { roomId: 'curie', answer: 'pending' },
    ]);
    now = addMs(now, 4_999);
    expect((await backend.doGet(ref, call())).kind).toBe('tentative');
    now = addMs(now, 1);
    expect(await backend.doGet(ref, call())).toMatchObject({
      kind: 'busy',
      answers: [{ roomId: 'curie', answer: 'accepted' }],
    });
  });

  test('accepts one of two and declines the other', async () => {
    const backend = mock({ roomAnswer: 'later' });
    const first = await backend.doCreate(draft('a'), call());
    const second = await backend.doCreate(draft('b'), call());
    now = addMs(now, 24 * hourMs);
    expect((await backend.doGet(first, call())).kind).toBe('tentative');
    backend.controls.answerNow();
    expect((await backend.doGet(first, call())).kind).toBe('busy');
    expect(await backend.doGet(second, call())).toMatchObject({
      kind: 'free',
      answers: [{ answer: 'declined' }],
    });
  });

  test('is asked again when the event moves', async () => {
    const backend = mock(later);
    const ref = await backend.doCreate(draft('a'), call());
    backend.controls.answerNow();
    const { ref: answered } = await backend.doGet(ref, call());
    const change = { start: slot.end, end: addMs(slot.end, hourMs) };
    const moved = await backend.doUpdate(answered, change, 'all', call());
    expect((await backend.doGet(moved, call())).answers).toEqual([
      { roomId: 'curie', answer: 'pending' },
    ]);
  });
});
