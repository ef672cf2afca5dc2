import { expect, test } from 'vitest';
import { mainRooms } from '@/app/_components/booking/main-rooms';
import type { BookingAnswer } from '@/lib/http/contract/bookings';

const room = (id: string) => ({ id, name: id, building: 'B', floor: '1', timeZone: 'UTC' });

function booking(roomIds: readonly string[], ...dates: readonly (readonly string[])[]) {
  const occurrences = dates.map((ids) => ({ roomIds: [...ids] }));
  const rooms = roomIds.map(room);
  return { rooms, ...(dates.length > 0 ? { occurrences } : {}) } as BookingAnswer;
}

test.each([
  ['one date has all its rooms', booking(['a', 'b']), ['a', 'b']],
  ['a series leaves out a room of one date', booking(['a', 'b'], ['a'], ['b'], ['a']), ['a']],
  ['a series in two rooms has both', booking(['a', 'b'], ['a', 'b'], ['a', 'b']), ['a', 'b']],
  ['a series without a usual room has all', booking(['a', 'b'], ['a'], ['b']), ['a', 'b']],
])('%s', (_, given, expected) => {
  expect(mainRooms(given).map(({ id }) => id)).toEqual(expected);
});
