import { expect, test } from 'vitest';
import { roomsWithAlternative } from '@/app/_components/booking/rooms-with-alternative';

const taken = (roomId: string) => [
  { roomId, start: '2026-12-01T13:00:00Z', end: '2026-12-01T14:00:00Z' },
];

test.each([
  ['one room gives way to the other', ['curie'], 'noether', taken('curie'), ['noether']],
  [
    'another time keeps the rooms',
    ['curie', 'lamarr'],
    'lamarr',
    taken('curie'),
    ['curie', 'lamarr'],
  ],
  [
    'the taken one gives way',
    ['curie', 'lamarr'],
    'noether',
    taken('lamarr'),
    ['curie', 'noether'],
  ],
  [
    'the first does where none is named',
    ['curie', 'lamarr'],
    'noether',
    undefined,
    ['noether', 'lamarr'],
  ],
])('%s', (_, roomIds, alternativeId, conflicts, expected) => {
  expect(roomsWithAlternative(roomIds, alternativeId, conflicts)).toEqual(expected);
});
