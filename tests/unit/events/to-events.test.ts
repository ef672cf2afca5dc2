import { describe, expect, it } from 'vitest';
import { parsePosition } from '@/lib/core/changes/position';
import { missedEvents, toEvents } from '@/lib/events/to-events';
import { brief, lineAt, markAt } from '@/tests/unit/events/support';

/** Transaction 3 was open at the first mark and is still; 4 was open then. */
const first = markAt(5, [3, 4]);
const second = markAt(8, [3]);
const third = markAt(10);

const positionOf = (id: string) => {
  const position = parsePosition(id);
  if (!position) throw new Error(`not a position: ${id}`);
  return position;
};

describe('events of a reading', () => {
  const lines = [4, 6, 7, 8].map((line) => lineAt(line));

  it('carry ids from which exactly the rest is missing', () => {
    const events = toEvents(first, second, lines).map(({ event }) => event);
    const missing = events.map(({ id }) =>
      missedEvents(positionOf(id), second, lines).map(({ event }) => brief(event)),
    );
    expect(missing).toEqual([['room-6', 'room-7', 'room-8'], ['room-7', 'room-8'], ['room-8'], []]);
  });

  it('lead on through the rest of a reading into the next', () => {
    const [left] = toEvents(first, second, lines).map(({ event }) => event);
    const all = [3, 4, 6, 7, 8, 9, 10].map((line) => lineAt(line));
    let position = positionOf(left?.id ?? '');
    const told: string[] = [];
    for (;;) {
      const [next] = missedEvents(position, third, all);
      if (!next) break;
      told.push(brief(next.event));
      position = positionOf(next.event.id);
    }
    expect(told).toEqual(['room-6', 'room-7', 'room-8', 'room-3', 'room-9', 'room-10']);
    expect(position).toEqual({ mark: third, within: null });
  });

  it('tell once of what several lines are about, and lead past them all', () => {
    const again = { ...lineAt(8, 'room-6') };
    const repeated = [lineAt(6), lineAt(7), again];
    const events = toEvents(first, second, repeated).map(({ event }) => event);
    expect(events.map(brief)).toEqual(['room-7', 'room-6']);
    const left = positionOf(events[0]?.id ?? '');
    const rest = missedEvents(left, second, repeated).map(({ event }) => brief(event));
    expect(rest).toEqual(['room-6']);
  });

  it('do not tell what is beyond the mark', () => {
    const beyond = [lineAt(8), lineAt(9)];
    const missed = missedEvents({ mark: first, within: null }, second, beyond);
    expect(missed.map(({ event }) => brief(event))).toEqual(['room-8']);
  });
});
