import { describe, expect, test } from 'vitest';
import { readRoom } from '@/app/(employee)/grid/room-reading';
import { parseInstant } from '@/lib/core/time/instant';
import type { RoomAvailabilityAnswer } from '@/lib/http/contract/availability';

const start = '2026-11-24T09:00:00Z';
const end = '2026-11-24T10:00:00Z';

function answer(change: Partial<RoomAvailabilityAnswer> = {}): RoomAvailabilityAnswer {
  return { roomId: 'curie', status: 'known', asOf: start, busy: [], ...change };
}

describe('readRoom', () => {
  test('an old answer says nothing, however it looked', () => {
    expect(readRoom(answer(), 'stale')).toEqual({ status: 'unknown', reason: 'too-old' });
  });

  test('a room that the answer leaves out is not known', () => {
    expect(readRoom(undefined, 'live')).toEqual({ status: 'unknown', reason: 'unreadable' });
  });

  test('an unknown room keeps its reason', () => {
    const unknown = answer({ status: 'unknown', reason: 'throttled' });
    expect(readRoom(unknown, 'live')).toEqual({ status: 'unknown', reason: 'throttled' });
  });

  test('nothing is known while the first answer is under way', () => {
    expect(readRoom(undefined, 'loading')).toEqual({ status: 'loading' });
  });

  test('one meeting that makes no sense makes the room unknown rather than free then', () => {
    const backwards = answer({ busy: [{ start: end, end: start, kind: 'busy' }] });
    expect(readRoom(backwards, 'live')).toEqual({ status: 'unknown', reason: 'unreadable' });
  });

  test('the own booking is known as such; what the answer keeps to itself stays so', () => {
    const busy = [
      {
        start,
        end,
        kind: 'hold',
        mine: true,
        bookingId: 'b1',
        title: 'Review',
        organizer: 'Alice',
        visibility: 'private',
      },
      { start, end, kind: 'tentative' },
    ] as const;
    const times = { start: parseInstant(start), end: parseInstant(end) };
    expect(readRoom(answer({ busy: [...busy] }), 'live')).toEqual({
      status: 'known',
      taken: [
        {
          ...times,
          ...{ state: 'mine', title: 'Review', organizer: 'Alice', bookingId: 'b1' },
          isPrivate: true,
        },
        {
          ...times,
          ...{ state: 'tentative', title: null, organizer: null, bookingId: null },
          isPrivate: false,
        },
      ],
    });
  });
});
