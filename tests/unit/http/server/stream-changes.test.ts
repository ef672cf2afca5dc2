import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Caller } from '@/lib/auth/caller';
import type { ChangeEvent } from '@/lib/core/changes/change';
import { FoyerError } from '@/lib/core/errors';
import type { Person } from '@/lib/core/places/person';
import { parseInstant } from '@/lib/core/time/instant';
import { heartbeatMs, streamChanges } from '@/lib/http/server/stream-changes';

const bob: Person = {
  id: 'bob',
  organisationId: 'house',
  email: 'bob@example.org',
  name: 'Bob',
  role: 'employee',
  locale: null,
  timeZone: null,
  hourCycle: null,
  firstWeekday: null,
};

const at = (text: string) => {
  const instant = parseInstant(text);
  if (instant === null) throw new Error(text);
  return instant;
};

const taken: ChangeEvent = {
  id: 'c1',
  change: {
    topic: 'availability',
    roomId: 'ada',
    start: at('2026-11-24T09:00:00Z'),
    end: at('2026-11-24T10:00:00Z'),
  },
};
const booked: ChangeEvent = {
  id: 'c2',
  change: {
    topic: 'booking',
    bookingId: 'b1',
    status: 'confirmed',
    organizerId: 'bob',
    bookedById: 'alice',
  },
};

async function openStream(query = {}, lastEventId?: string) {
  const leave = new AbortController();
  const receivers: { receive(event: ChangeEvent): boolean; end(): void }[] = [];
  const requests: unknown[] = [];
  let stops = 0;
  let caller: Caller | null = { person: bob, via: 'session' };
  const response = await streamChanges(
    {
      changes: {
        watch: async (request, receiver) => {
          requests.push(request);
          receivers.push(receiver);
          receiver.receive({ id: 'c0', change: { topic: 'reached' } });
          return {
            reached: () => ({ id: 'c9', change: { topic: 'reached' } }),
            stop: () => {
              stops += 1;
            },
          };
        },
      },
      resolver: { resolve: async () => caller },
      random: () => 0.5,
      log: { info: () => undefined, warn: () => undefined },
    },
    {
      params: {},
      query,
      body: undefined,
      headers: new Headers(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
      origin: 'http://localhost',
      caller,
      signal: leave.signal,
      requestId: 'r1',
    },
  );
  const [receiver] = receivers;
  if (!receiver || !response.body) throw new Error('not open');
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  return {
    response,
    receiver,
    requests,
    reader,
    leave,
    stops: () => stops,
    become: (next: Caller | null) => {
      caller = next;
    },
    next: async () => {
      const { value, done } = await reader.read();
      return done ? null : decoder.decode(value);
    },
  };
}

describe('the answer of the change stream', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('is server-sent events that nobody holds back', async () => {
    const { response, requests, receiver, next, leave } = await openStream(
      { roomIds: ['ada'] },
      'c7',
    );
    expect(Object.fromEntries(response.headers)).toEqual({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
      'x-request-id': 'r1',
    });
    expect(requests).toEqual([{ roomIds: ['ada'], person: bob, lastEventId: 'c7' }]);
    expect(await next()).toBe('retry: 2500\n\n');
    expect(await next()).toBe('id: c0\n\n');
    receiver.receive(taken);
    expect(await next()).toBe(
      'event: availability\nid: c1\n' +
        'data: {"roomId":"ada","start":"2026-11-24T09:00:00Z","end":"2026-11-24T10:00:00Z"}\n\n',
    );
    receiver.receive(booked);
    expect(await next()).toBe('event: booking\nid: c2\ndata: {"id":"b1","status":"confirmed"}\n\n');
    receiver.receive({ id: 'c3', change: { topic: 'reset' } });
    expect(await next()).toBe('event: reset\nid: c3\ndata: {}\n\n');
    leave.abort();
  });

  it('says every 15 seconds that it is there, and how far it has come', async () => {
    const { next, leave } = await openStream();
    await next();
    await next();
    await vi.advanceTimersByTimeAsync(15_000);
    expect(await next()).toBe(': still here\nid: c9\n\n');
    leave.abort();
  });

  it('ends when the reader leaves', async () => {
    const { leave, receiver, stops, reader } = await openStream();
    leave.abort();
    expect(stops()).toBe(1);
    expect(receiver.receive(taken)).toBe(false);
    await expect(reader.closed).rejects.toMatchObject({ name: 'AbortError' });
    expect(vi.getTimerCount()).toBe(0);

    const cancelled = await openStream();
    await cancelled.reader.cancel();
    expect(cancelled.stops()).toBe(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('drops a reader who does not read, and keeps nothing for it', async () => {
    const { receiver, reader, stops } = await openStream();
    let sent = 0;
    while (receiver.receive(taken)) sent += 1;
    expect(sent).toBeGreaterThan(200);
    expect(sent).toBeLessThan(2_000);
    expect(stops()).toBe(1);
    await expect(reader.read()).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('delivers what was written when the process leaves', async () => {
    const { receiver, next, stops } = await openStream();
    receiver.receive({ id: 'c3', change: { topic: 'reset' } });
    receiver.end();
    expect(await next()).toContain('retry');
    expect(await next()).toContain('c0');
    expect(await next()).toContain('reset');
    expect(await next()).toBeNull();
    expect(stops()).toBe(1);
  });

  it.each([
    { what: 'a session that has ended', caller: null },
    {
      what: 'a role that is another',
      caller: { person: { ...bob, role: 'manager' as const }, via: 'session' as const },
    },
  ])('ends at the next check for $what', async ({ caller }) => {
    const { become, stops } = await openStream();
    await vi.advanceTimersByTimeAsync(heartbeatMs * 4);
    expect(stops()).toBe(0);
    become(caller);
    await vi.advanceTimersByTimeAsync(heartbeatMs * 4);
    expect(stops()).toBe(1);
  });

  it('throws a refusal before it begins', async () => {
    const refusal = new FoyerError('not-found', 'There is no room nowhere.');
    const watch = () => Promise.reject(refusal);
    const deps = {
      changes: { watch },
      resolver: { resolve: async () => null },
      random: () => 0,
      log: { info: () => undefined, warn: () => undefined },
    };
    const input = {
      params: {},
      query: {},
      body: undefined,
      headers: new Headers(),
      origin: 'http://localhost',
      caller: { person: bob, via: 'token' as const },
      signal: new AbortController().signal,
      requestId: 'r1',
    };
    await expect(streamChanges(deps, input)).rejects.toBe(refusal);
    expect(vi.getTimerCount()).toBe(0);
  });
});
