import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { lookInTurns } from '@/lib/jobs/look-in-turns';
import type { RoomAttendant } from '@/lib/services/attend-rooms';
import { room } from '@/tests/unit/calendar/support/rig';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const never = () => new Promise<never>(() => undefined);
const until = (signal: AbortSignal) =>
  new Promise<number>((resolve) => {
    signal.addEventListener('abort', () => resolve(0), { once: true });
  });

function attending(
  rooms: Awaited<ReturnType<RoomAttendant['rooms']>>,
  look: RoomAttendant['look'],
) {
  const leaving = new AbortController();
  const looks = new Map<string, number>();
  const ended = lookInTurns(
    {
      rooms: async () => rooms,
      look: (asked, signal) => {
        looks.set(asked.id, (looks.get(asked.id) ?? 0) + 1);
        return look(asked, signal);
      },
    },
    leaving.signal,
  );
  return { looks, ended, leave: () => leaving.abort() };
}

test('a room that does not answer keeps no other waiting, and is asked once at a time', async () => {
  const rooms = [room('slow'), room('a'), room('b'), room('other', 'two')];
  const { looks, ended, leave } = attending(rooms, (asked, signal) =>
    asked.id === 'slow' ? until(signal) : Promise.resolve(0),
  );
  await vi.advanceTimersByTimeAsync(4_900);
  expect(Object.fromEntries(looks)).toEqual({ slow: 1, a: 4, b: 4, other: 4 });
  leave();
  await ended;
});

test('a connection is asked three things at once, and another goes its own way', async () => {
  const rooms = [...['a', 'b', 'c', 'd'].map((id) => room(id)), room('other', 'two')];
  const { looks, ended, leave } = attending(rooms, (asked, signal) =>
    asked.id === 'other' ? Promise.resolve(0) : until(signal),
  );
  await vi.advanceTimersByTimeAsync(1_600);
  expect(Object.fromEntries(looks)).toEqual({ a: 1, b: 1, c: 1, other: 2 });
  leave();
  await ended;
});

test('after an answer the room is looked at again at once', async () => {
  let waiting = 3;
  const { looks, ended, leave } = attending([room('a')], async () => {
    waiting -= waiting > 0 ? 1 : 0;
    return waiting > 0 ? 1 : 0;
  });
  await vi.advanceTimersByTimeAsync(100);
  expect(looks.get('a')).toBe(3);
  leave();
  await ended;
});

test('a thousand rooms of one connection are not asked for more than a hundred looks a second', async () => {
  const rooms = Array.from({ length: 1_000 }, (_, at) => room(`room-${at}`));
  const { looks, ended, leave } = attending(rooms, async () => 0);
  await vi.advanceTimersByTimeAsync(9_900);
  expect([...looks.values()].every((times) => times === 1)).toBe(true);
  await vi.advanceTimersByTimeAsync(200);
  expect([...looks.values()].every((times) => times === 2)).toBe(true);
  leave();
  await ended;
});

test('ends where there is no such room, and with what a look throws', async () => {
  await attending([], never).ended;
  const { ended } = attending([room('a')], async () => {
    throw new Error('a mistake of ours');
  });
  await expect(ended).rejects.toThrow('a mistake of ours');
});
