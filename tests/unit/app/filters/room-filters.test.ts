import { describe, expect, test } from 'vitest';
import {
  countFilters,
  fitsFilters,
  noFilters,
  type RoomFilters,
  readRoomFilters,
} from '@/app/(employee)/_filters/room-filters';

const read = (address: string) => readRoomFilters(new URLSearchParams(address));

test('without any in the address there are none', () => {
  expect(read('')).toEqual(noFilters);
});

test('filters are counted, the number of people aside', () => {
  expect(countFilters(read('people=9'))).toBe(0);
  expect(countFilters(read('floor=2&features=screen,video&accessible=true'))).toBe(4);
});

describe('a room fits', () => {
  const room = { capacity: 8, floor: '2', features: ['screen', 'video'], accessible: false };
  const fits = (wanted: Partial<RoomFilters>) => fitsFilters({ ...noFilters, ...wanted }, room);

  test('when it has what is asked for', () => {
    expect(fits({})).toBe(true);
    expect(fits({ people: 8, floor: '2', features: ['video', 'screen'] })).toBe(true);
  });

  test.each<[string, Partial<RoomFilters>]>([
    ['too few seats', { people: 9 }],
    ['another floor', { floor: '3' }],
    ['one thing missing', { features: ['screen', 'projector'] }],
    ['a step', { accessible: true }],
  ])('not with %s', (_, wanted) => {
    expect(fits(wanted)).toBe(false);
  });
});
