import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Availability } from '@/lib/core/availability/busy';
import { findSlot } from '@/lib/core/availability/find-slot';
import {
  type Candidate,
  nextTime,
  reachFrom,
  restWithinReach,
  suggestForSearch,
  suggestInstead,
  suggestionReachMs,
} from '@/lib/core/availability/suggest';
import { compareFit } from '@/lib/core/places/compare-fit';
import type { Room } from '@/lib/core/places/room';
import { addMs, hourMs, instant, minuteMs } from '@/lib/core/time/instant';
import { type Interval, overlaps } from '@/lib/core/time/interval';
import { room as anyRoom } from '@/tests/unit/calendar/support/rig';

const at = (hour: number) => instant(Date.parse('2026-11-24T00:00:00Z') + hour * hourMs);
const from = (start: number, end: number): Interval => ({ start: at(start), end: at(end) });
const wanted = from(10, 11);

function room(
  name: string,
  more: { building?: string; level?: number; capacity?: number } = {},
): Room {
  const { building = 'house', level = 1, capacity = 8 } = more;
  return {
    ...anyRoom(name),
    name,
    capacity,
    building: { id: building, name: building },
    floor: { id: `${building} ${level}`, name: String(level), level },
  };
}

function known(...busy: readonly Interval[]): Availability {
  return {
    status: 'known',
    asOf: at(0),
    busy: busy.map((piece) => ({ ...piece, kind: 'busy' as const })),
  };
}

const unknown: Availability = { status: 'unknown', asOf: at(0), reason: 'unreachable' };
const candidate = (place: Room, availability: Availability): Candidate => ({
  room: place,
  availability,
});

describe('the next free stretch', () => {
  it('begins on a quarter of an hour and is as long as asked', () => {
    const busy = [{ ...from(9, 10.1), kind: 'busy' as const }];
    expect(findSlot(from(10, 14), busy, hourMs)).toEqual(from(10.25, 11.25));
  });

  it('is null where none fits, and may be the whole window', () => {
    expect(findSlot(from(10, 11), [], hourMs)).toEqual(from(10, 11));
    expect(findSlot(from(10, 11), [], hourMs + 1)).toBeNull();
    expect(findSlot(from(10, 12), [{ ...from(10.5, 11.5), kind: 'busy' }], hourMs)).toBeNull();
  });

  it('is free, whatever is busy, and none that is earlier would do', () => {
    const piece = fc
      .tuple(fc.integer({ min: 0, max: 700 }), fc.integer({ min: 1, max: 200 }))
      .map(([start, length]) => ({
        start: addMs(at(8), start * minuteMs),
        end: addMs(at(8), (start + length) * minuteMs),
        kind: 'busy' as const,
      }));
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 8 }),
        fc.integer({ min: 5, max: 180 }),
        (busy, minutes) => {
          const window = from(8, 20);
          const lengthMs = minutes * minuteMs;
          const fits = (start: number) => {
            const slot = { start: instant(start), end: instant(start + lengthMs) };
            return slot.end <= window.end && !busy.some((each) => overlaps(each, slot));
          };
          const quarters = Array.from(
            { length: 48 },
            (_, index) => window.start + index * 15 * minuteMs,
          );
          expect(findSlot(window, busy, lengthMs)?.start ?? null).toBe(quarters.find(fits) ?? null);
        },
      ),
      { seed: 7, numRuns: 300 },
    );
  });
});

describe('instead of a room that is taken', () => {
  const asked = room('Asked');

  it('come the nearest that are free, then the same room later', () => {
    const others = [
      candidate(room('Elsewhere', { building: 'annex' }), known()),
      candidate(room('Two up', { level: 3 }), known()),
      candidate(room('Beside'), known()),
      candidate(asked, known(wanted)),
    ];
    expect(suggestInstead(wanted, asked, others)).toEqual([
      { ...wanted, roomId: 'Beside', reason: 'same-floor' },
      { ...wanted, roomId: 'Two up', reason: 'same-building' },
      { ...from(11, 12), roomId: 'Asked', reason: 'same-room-later' },
    ]);
  });

  it('comes nothing unknown, nothing busy, and the room itself only later', () => {
    const others = [
      candidate(room('Dark'), unknown),
      candidate(room('Busy'), known(from(10.5, 12))),
      candidate(asked, unknown),
    ];
    expect(suggestInstead(wanted, asked, others)).toEqual([]);
  });

  it('comes the room itself at no time that it has refused, free as its calendar may look', () => {
    const others = [candidate(asked, known()), candidate(room('Beside'), known())];
    expect(suggestInstead(wanted, asked, others)).toEqual([
      { ...wanted, roomId: 'Beside', reason: 'same-floor' },
    ]);
  });

  it('a smaller room is farther than one that is a little larger', () => {
    const others = [
      candidate(room('Small', { capacity: 4 }), known()),
      candidate(room('Large', { capacity: 10 }), known()),
      candidate(room('Below', { level: 0 }), known()),
    ];
    expect(
      suggestInstead(wanted, asked, others).map(({ roomId, reason }) => [roomId, reason]),
    ).toEqual([
      ['Large', 'same-floor'],
      ['Small', 'same-floor'],
      ['Below', 'near-floor'],
    ]);
  });

  it('the same room is offered only as far as help reaches', () => {
    expect(nextTime(candidate(asked, known(from(10, 14))), wanted)).toMatchObject(from(14, 15));
    expect(nextTime(candidate(asked, known(from(10, 14.25))), wanted)).toBeNull();
    expect(nextTime(candidate(asked, unknown), wanted)).toBeNull();
    expect(reachFrom(at(10), wanted)).toEqual({
      start: at(10),
      end: addMs(at(11), suggestionReachMs),
    });
  });
});

describe('the rest of a time that is longer than help reaches', () => {
  it('begins where help ends, and is none of a shorter time', () => {
    expect(restWithinReach(from(10, 34))).toEqual(from(14, 34));
    expect(restWithinReach(from(10, 14))).toBeNull();
  });

  it('is free in every room that has a next time', () => {
    const piece = fc
      .tuple(fc.integer({ min: -20, max: 130 }), fc.integer({ min: 1, max: 24 }))
      .map(([quarter, length]) => from(10 + quarter / 4, 10 + (quarter + length) / 4));
    const rest = from(14, 34);
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 4 }), (busy) => {
        fc.pre(busy.some((each) => overlaps(each, rest)));
        expect(nextTime(candidate(room('Asked'), known(...busy)), from(10, 34))).toBeNull();
      }),
      { seed: 9, numRuns: 300 },
    );
  });
});

describe('for a search', () => {
  it('the best fit, a larger one, and the soonest of those that are taken', () => {
    const free = [
      room('Snug', { capacity: 4 }),
      room('Same', { capacity: 4 }),
      room('Hall', { capacity: 20 }),
    ];
    const taken = [
      candidate(room('Late'), known(from(9, 13))),
      candidate(room('Soon'), known(from(9, 11))),
      candidate(room('Dark'), unknown),
    ];
    expect(suggestForSearch(wanted, free, taken)).toEqual([
      { ...wanted, roomId: 'Snug', reason: 'best-fit' },
      { ...wanted, roomId: 'Hall', reason: 'larger-room' },
      { ...from(11, 12), roomId: 'Soon', reason: 'same-room-later' },
    ]);
    expect(suggestForSearch(wanted, [], []).length).toBe(0);
  });

  it('the smallest that is large enough fits best, then by place', () => {
    const rooms = [
      room('B', { level: 2 }),
      room('A', { level: 2 }),
      room('Z', { level: 1 }),
      room('Tiny', { capacity: 2 }),
      room('C', { building: 'annex', level: 9 }),
    ];
    expect(rooms.sort(compareFit).map(({ name }) => name)).toEqual(['Tiny', 'C', 'Z', 'A', 'B']);
  });
});
