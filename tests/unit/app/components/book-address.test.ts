import { describe, expect, test } from 'vitest';
import { bookAddress, readBookAddress } from '@/app/_components/book-address';
import { noRepeat } from '@/app/_components/booking/repeat/repeat';
import { instant } from '@/lib/core/time/instant';

const read = (address: string) => readBookAddress(new URL(address, 'http://foyer').searchParams);

describe('the booking form’s address', () => {
  test('is read as it was written', () => {
    const draft = {
      roomId: 'a&b=c',
      start: instant(Date.UTC(2026, 10, 24, 13)),
      end: instant(Date.UTC(2026, 10, 24, 13, 30)),
    };
    expect(read(bookAddress(draft))).toEqual(draft);
    const repeat = { ...noRepeat, kind: 'weekly', moreWeekdays: [2], count: 4 } as const;
    expect(read(bookAddress({ ...draft, repeat }))).toEqual({ ...draft, repeat });
  });

  test.each([
    '/book',
    '/book?roomId=curie',
    '/book?roomId=curie&start=2026-11-24T13:00:00Z',
    '/book?roomId=curie&start=tomorrow&end=2026-11-24T13:30:00Z',
    '/book?roomId=curie&start=2026-11-24T13:30:00Z&end=2026-11-24T13:30:00Z',
    '/book?start=2026-11-24T13:00:00Z&end=2026-11-24T13:30:00Z',
  ])('that names no room or no time is none: %s', (address) => {
    expect(read(address)).toBeNull();
  });
});
