import { expect, test } from 'vitest';
import { partOwnRooms } from '@/app/(employee)/_search/part-own-rooms';
import type { SearchHit } from '@/lib/http/contract/search';

const hits = ['ampere', 'curie', 'fermat', 'pascal'].map(
  (id) => ({ room: { id }, available: true }) as SearchHit,
);

test('favourites come before what was booked of late, each room once', () => {
  const { own, others } = partOwnRooms(hits, {
    favourites: ['pascal', 'fermat', 'elsewhere'],
    recent: ['fermat', 'ampere'],
  });
  expect(own.map(({ room }) => room.id)).toEqual(['fermat', 'pascal', 'ampere']);
  expect(others.map(({ room }) => room.id)).toEqual(['curie']);
});

test('without any, or where they are not known, all are others', () => {
  for (const rooms of [undefined, { favourites: [], recent: [] }]) {
    expect(partOwnRooms(hits, rooms)).toEqual({ own: [], others: hits });
  }
});
