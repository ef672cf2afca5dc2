import { expect, test } from 'vitest';
import { groupOpeningHours } from '@/app/_components/opening-days';

const open = (weekday: number, opens: number, closes: number) => ({
  weekday,
  opensMinute: opens * 60,
  closesMinute: closes * 60,
});
const said = (hours: Parameters<typeof groupOpeningHours>[0]) =>
  groupOpeningHours(hours).map(
    ({ firstWeekday, lastWeekday, opensMinute, closesMinute }) =>
      `${firstWeekday}-${lastWeekday} ${opensMinute / 60}-${closesMinute / 60}`,
  );

test('days in a row with the same hours are said together', () => {
  const week = [5, 3, 1, 2, 4].map((weekday) => open(weekday, 8, 20));
  expect(said([...week, open(6, 9, 12)])).toEqual(['1-5 8-20', '6-6 9-12']);
});

test('a gap between days parts them', () => {
  expect(said([open(1, 8, 18), open(2, 8, 18), open(4, 8, 18)])).toEqual(['1-2 8-18', '4-4 8-18']);
});

test('a day with a lunch break is said twice, in the day’s order', () => {
  expect(said([open(1, 13, 18), open(1, 8, 12), open(2, 8, 12)])).toEqual([
    '1-2 8-12',
    '1-1 13-18',
  ]);
});

test('no hours are no words', () => {
  expect(said([])).toEqual([]);
});
