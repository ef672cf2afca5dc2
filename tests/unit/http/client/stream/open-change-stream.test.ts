/** @vitest-environment jsdom */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Change } from '@/lib/http/client/stream/change';
import { openChangeStream } from '@/lib/http/client/stream/open-change-stream';

/** The browser's part, as far as a page sees it. */
class FakeEventSource extends EventTarget {
  static readonly CLOSED = 2;
  static readonly all: FakeEventSource[] = [];
  readyState = 0;
  readonly address: string;

  constructor(address: string) {
    super();
    this.address = address;
    FakeEventSource.all.push(this);
  }

  open() {
    this.readyState = 1;
    this.dispatchEvent(new Event('open'));
  }

  say(event: string, data: unknown) {
    this.dispatchEvent(new MessageEvent(event, { data }));
  }

  fail(readyState: number) {
    this.readyState = readyState;
    this.dispatchEvent(new Event('error'));
  }

  close() {
    this.readyState = 2;
  }
}

function listen(scope = {}) {
  const heard: Change[] = [];
  const stream = openChangeStream(scope, (change) => void heard.push(change));
  const current = () => {
    const source = FakeEventSource.all.at(-1);
    if (!source) throw new Error('not listening');
    return source;
  };
  return { heard, stream, current };
}

function show(visibility: DocumentVisibilityState) {
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(visibility);
  document.dispatchEvent(new Event('visibilitychange'));
}

describe('a page that listens to changes', () => {
  beforeEach(() => {
    FakeEventSource.all.length = 0;
    vi.stubGlobal('EventSource', FakeEventSource);
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
  });

  it('hears of rooms and bookings', () => {
    const { heard, stream, current } = listen({ buildingId: 'house' });
    expect(current().address).toBe('/api/v1/stream?buildingId=house');
    current().open();
    const stretch = { roomId: 'a', start: '2026-11-24T09:00:00Z', end: '2026-11-24T10:00:00Z' };
    current().say('availability', JSON.stringify(stretch));
    current().say('booking', '{"id":"b","status":"confirmed"}');
    current().say('reset', '{}');
    expect(heard).toEqual([
      { kind: 'reset' },
      { kind: 'availability', data: stretch },
      { kind: 'booking', data: { id: 'b', status: 'confirmed' } },
      { kind: 'reset' },
    ]);
    stream.close();
    expect(current().readyState).toBe(2);
  });

  it('takes what it cannot read for a change of everything', () => {
    const { heard, current, stream } = listen({ roomIds: ['a', 'b'] });
    expect(current().address).toBe('/api/v1/stream?roomIds=a%2Cb');
    current().say('availability', 'no JSON');
    current().say('booking', '{"id":"b","status":"in a new state"}');
    expect(heard).toEqual([{ kind: 'reset' }, { kind: 'reset' }]);
    stream.close();
  });

  it('leaves it to the browser to resume', () => {
    const { heard, current, stream } = listen();
    current().open();
    vi.advanceTimersByTime(60_000);
    current().fail(0);
    vi.advanceTimersByTime(60_000);
    const before = heard.length;
    current().open();
    expect(FakeEventSource.all).toHaveLength(1);
    expect(heard.length).toBe(before);
    stream.close();
  });

  it('takes everything for changed when it begins, however soon: what is shown was read before', () => {
    const { heard, current, stream } = listen();
    expect(heard).toEqual([]);
    current().open();
    expect(heard).toEqual([{ kind: 'reset' }]);
    show('hidden');
    show('visible');
    current().open();
    expect(heard).toEqual([{ kind: 'reset' }, { kind: 'reset' }]);
    stream.close();
  });

  it('tries again, later and later, where the browser gives up', () => {
    const { heard, current, stream } = listen();
    current().open();
    for (let minute = 0; minute < 10; minute += 1) {
      current().fail(FakeEventSource.CLOSED);
      vi.advanceTimersByTime(60_000);
    }
    expect(FakeEventSource.all).toHaveLength(11);
    current().fail(FakeEventSource.CLOSED);
    vi.advanceTimersByTime(29_000);
    expect(FakeEventSource.all).toHaveLength(11);
    vi.advanceTimersByTime(32_000);
    const before = heard.length;
    current().open();
    expect(heard.slice(before)).toEqual([{ kind: 'reset' }]);
    stream.close();
  });

  it('holds no connection while nobody sees the page', () => {
    const { heard, current, stream } = listen();
    current().open();
    show('hidden');
    expect(current().readyState).toBe(2);
    vi.advanceTimersByTime(10_000);
    show('visible');
    expect(FakeEventSource.all).toHaveLength(2);
    const before = heard.length;
    current().open();
    expect(heard.slice(before)).toEqual([{ kind: 'reset' }]);
    stream.close();
    show('hidden');
    show('visible');
    expect(FakeEventSource.all).toHaveLength(2);
  });
});
