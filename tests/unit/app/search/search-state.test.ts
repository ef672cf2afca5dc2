import { describe, expect, test } from 'vitest';
import { noRepeat } from '@/app/_components/booking/repeat/repeat';
import { readSearchState, writeSearchState } from '@/app/(employee)/_search/search-state';

const read = (address: string) => readSearchState(new URLSearchParams(address));

describe('the search’s address', () => {
  test.each([
    '',
    '?date=2026-11-24&time=14%3A15&minutes=45&people=6',
    '?building=lumiere&floor=2&features=screen%2Cvideo&accessible=true&unavailable=false',
    '?building=all',
    '?minutes=next&people=4',
    '?time=09%3A30&repeat=weekly&every=2&on=2%2C4&count=12',
    '?repeat=monthly&monthly=last-weekday&ends=on&until=2027-06-30',
  ])('is written as it was read: %j', (address) => {
    expect(writeSearchState(read(address))).toBe(address);
  });

  test.each([
    'date=2026-02-30',
    'time=24:00',
    'time=9:00',
    'minutes=0',
    'minutes=1441',
    'minutes=1e2',
    'people=0',
    'people=-3',
    'people=many',
    'building=&floor=&features=,,',
    'accessible=yes&unavailable=no',
    'repeat=sometimes&every=2&count=3',
    'minutes=Next',
  ])('what makes no sense is the default: %s', (address) => {
    expect(read(address)).toEqual(read(''));
  });

  test('asks for half an hour for one person, in no building in particular', () => {
    expect(read('')).toEqual({
      date: null,
      minuteOfDay: null,
      durationMinutes: 30,
      untilNext: false,
      repeat: noRepeat,
      people: 1,
      building: null,
      floor: null,
      features: [],
      accessible: false,
      showUnavailable: true,
    });
  });
});

test.each([
  ['repeat=weekly&every=0&count=1001', 'repeat=weekly'],
  ['repeat=weekly&on=8,2,2,x', 'repeat=weekly&on=2'],
  ['repeat=daily&ends=soon&until=2027-02-30', 'repeat=daily'],
  ['minutes=next&repeat=weekly', 'minutes=next'],
])('of how it repeats, what makes no sense is the default: %s', (address, meant) => {
  expect(read(address)).toEqual(read(meant));
});
