import { describe, expect, it } from 'vitest';
import { formatPosition } from '@/lib/core/changes/position';
import { toEvents } from '@/lib/events/to-events';
import { createWatcher, mostEventsAtOnce } from '@/lib/events/watcher';
import { bob, bookingLineAt, collect, lineAt, markAt } from '@/tests/unit/events/support';

const news = (from: number, upTo: number) => {
  const count = upTo - from;
  const lines = Array.from({ length: count }, (_, index) => lineAt(from + index + 1));
  return toEvents(markAt(from), markAt(upTo), lines);
};

describe('a watcher', () => {
  const everything = { person: bob, roomIds: null };

  it('tells first what was missed, then how far, then what came meanwhile', () => {
    const reader = collect();
    const watcher = createWatcher(everything, reader, markAt(3));
    watcher.tell(news(3, 4), markAt(4));
    expect(reader.events).toEqual([]);
    watcher.open(news(1, 3));
    watcher.tell(news(4, 5), markAt(5));
    expect(reader.briefs()).toEqual(['room-2', 'room-3', 'reached', 'room-4', 'room-5']);
    expect(watcher.reached().id).toBe(formatPosition({ mark: markAt(5), within: null }));
  });

  it('tells only what is for its reader', () => {
    const reader = collect();
    const watcher = createWatcher({ person: bob, roomIds: new Set(['room-2']) }, reader, markAt(0));
    watcher.open([]);
    const lines = [
      lineAt(1),
      lineAt(2),
      bookingLineAt(3, 'bob'),
      bookingLineAt(4, 'alice'),
      { ...lineAt(5, 'room-2'), organisationId: 'elsewhere' },
    ];
    watcher.tell(toEvents(markAt(0), markAt(5), lines), markAt(5));
    expect(reader.briefs()).toEqual(['reached', 'room-2', 'b3']);
  });

  it('tells managers of every booking', () => {
    const reader = collect();
    const manager = { ...bob, role: 'manager' as const };
    const watcher = createWatcher({ person: manager, roomIds: new Set() }, reader, markAt(0));
    watcher.open([]);
    watcher.tell(toEvents(markAt(0), markAt(1), [bookingLineAt(1, 'alice')]), markAt(1));
    expect(reader.briefs()).toEqual(['reached', 'b1']);
  });

  it('says with one word what is too much, whenever it came', () => {
    const missed = collect();
    createWatcher(everything, missed, markAt(300)).open(news(0, mostEventsAtOnce + 1));
    expect(missed.briefs()).toEqual(['reset', 'reached']);

    const meanwhile = collect();
    const watcher = createWatcher(everything, meanwhile, markAt(0));
    for (let line = 0; line < mostEventsAtOnce * 3; line += 1) {
      watcher.tell(news(line, line + 1), markAt(line + 1));
    }
    watcher.open([]);
    expect(meanwhile.events.length).toBeLessThanOrEqual(mostEventsAtOnce + 1);
    expect(meanwhile.briefs().slice(0, 2)).toEqual(['reached', 'reset']);

    const gap = collect();
    const lost = createWatcher(everything, gap, markAt(0));
    lost.open([]);
    lost.tell(null, markAt(9));
    expect(gap.briefs()).toEqual(['reached', 'reset']);
  });

  it('says when its reader takes no more', () => {
    const reader = collect(2);
    const watcher = createWatcher(everything, reader, markAt(0));
    expect(watcher.open([])).toBe(true);
    expect(watcher.tell(news(0, 1), markAt(1))).toBe(true);
    expect(watcher.tell(news(1, 3), markAt(3))).toBe(false);
  });
});
