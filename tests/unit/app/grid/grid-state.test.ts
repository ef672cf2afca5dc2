import { describe, expect, test } from 'vitest';
import { noFilters } from '@/app/(employee)/_filters/room-filters';
import { readGridState, writeGridState } from '@/app/(employee)/grid/grid-state';

describe('the grid’s address', () => {
  test.each([
    '',
    '?building=lumiere',
    '?building=lumiere&date=2026-11-24&room=curie',
    '?zoom=30',
    '?view=week',
    '?people=6&floor=2&features=screen%2Cvideo&accessible=true',
  ])('is written as it was read: %j', (address) => {
    expect(writeGridState(readGridState(new URLSearchParams(address)))).toBe(address);
  });

  test('what makes no sense is the default', () => {
    expect(
      readGridState(
        new URLSearchParams('?building=&date=2026-02-30&room=&zoom=7&view=year&people=0'),
      ),
    ).toEqual({
      building: null,
      date: null,
      room: null,
      view: 'day',
      zoom: 15,
      ...noFilters,
    });
  });
});
