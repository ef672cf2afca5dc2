import { describe, expect, test } from 'vitest';
import { addMonths, monthWeeks } from '@/app/_components/month-weeks';
import { isoWeekday } from '@/lib/core/time/wall-time';

describe('a month', () => {
  test.each([
    [2026, 11, [1, 7, 7, 7, 7, 1]],
    [2027, 2, [7, 7, 7, 7]],
    [2028, 2, [6, 7, 7, 7, 2]],
    [2026, 12, [6, 7, 7, 7, 4]],
  ])('%i-%i has weeks of %j days', (year, month, lengths) => {
    expect(monthWeeks(year, month, 1).map((week) => week.length)).toEqual(lengths);
  });

  test('has every day once, each week from Monday on', () => {
    const weeks = monthWeeks(2026, 11, 1);
    expect(weeks.flat().map(({ day }) => day)).toEqual(Array.from({ length: 30 }, (_, i) => i + 1));
    for (const week of weeks.slice(1)) {
      expect(week.map(isoWeekday)).toEqual(week.map((_, index) => index + 1));
    }
  });
});

test('a week begins with the day that the reader has set', () => {
  const weeks = monthWeeks(2026, 11, 7);
  expect(weeks.map((week) => week.length)).toEqual([7, 7, 7, 7, 2]);
  expect(weeks.every(([first]) => first && isoWeekday(first) === 7)).toBe(true);
});

describe('months on', () => {
  test.each([
    [{ year: 2026, month: 11, day: 30 }, 1, { year: 2026, month: 12, day: 30 }],
    [{ year: 2027, month: 1, day: 31 }, 1, { year: 2027, month: 2, day: 28 }],
    [{ year: 2026, month: 12, day: 31 }, 2, { year: 2027, month: 2, day: 28 }],
    [{ year: 2027, month: 1, day: 15 }, -1, { year: 2026, month: 12, day: 15 }],
    [{ year: 2028, month: 2, day: 29 }, 12, { year: 2029, month: 2, day: 28 }],
  ])('%j and %i is %j', (date, months, expected) => {
    expect(addMonths(date, months)).toEqual(expected);
  });
});
