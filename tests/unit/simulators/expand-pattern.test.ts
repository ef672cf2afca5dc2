import { expect, test } from 'vitest';
import { dayNumber, expandPattern } from '../../simulators/graph/events/expand-pattern';
import type { RecurrencePattern } from '../../simulators/graph/events/stored-event';

const plain: RecurrencePattern = {
  type: 'daily',
  interval: 1,
  month: 0,
  dayOfMonth: 0,
  daysOfWeek: [],
  firstDayOfWeek: 'sunday',
  index: 'first',
};

function days(startDate: string, pattern: Partial<RecurrencePattern>, count: number): string[] {
  const range = {
    type: 'numbered' as const,
    startDate,
    endDate: '0001-01-01',
    numberOfOccurrences: count,
    recurrenceTimeZone: 'UTC',
  };
  const found = expandPattern(
    { pattern: { ...plain, ...pattern }, range },
    dayNumber('2040-01-01'),
  );
  return found.map((day) => new Date(day * 86_400_000).toISOString().slice(0, 10));
}

test('every third day', () => {
  expect(days('2026-12-30', { interval: 3 }, 3)).toEqual([
    '2026-12-30',
    '2027-01-02',
    '2027-01-05',
  ]);
});

test('every second week counts weeks from the first day of the week', () => {
  const pattern = { type: 'weekly' as const, interval: 2, daysOfWeek: ['sunday', 'tuesday'] };
  // 2026-12-01 is a Tuesday: with weeks from Monday the Sunday after it is still of the same week.
  expect(days('2026-12-01', { ...pattern, firstDayOfWeek: 'monday' }, 3)).toEqual([
    '2026-12-01',
    '2026-12-06',
    '2026-12-15',
  ]);
  expect(days('2026-12-01', { ...pattern, firstDayOfWeek: 'sunday' }, 3)).toEqual([
    '2026-12-01',
    '2026-12-13',
    '2026-12-15',
  ]);
});

test('the 31st is the last day of a shorter month', () => {
  const pattern = { type: 'absoluteMonthly' as const, dayOfMonth: 31 };
  expect(days('2027-01-31', pattern, 4)).toEqual([
    '2027-01-31',
    '2027-02-28',
    '2027-03-31',
    '2027-04-30',
  ]);
});

test('the last Friday, and the first working day', () => {
  const friday = {
    type: 'relativeMonthly' as const,
    daysOfWeek: ['friday'],
    index: 'last' as const,
  };
  expect(days('2026-12-01', friday, 2)).toEqual(['2026-12-25', '2027-01-29']);
  const workdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'];
  const working = { type: 'relativeMonthly' as const, daysOfWeek: workdays };
  expect(days('2027-05-01', working, 2)).toEqual(['2027-05-03', '2027-06-01']);
});

test('29 February every year is the 28th in a common one', () => {
  const pattern = { type: 'absoluteYearly' as const, month: 2, dayOfMonth: 29 };
  expect(days('2028-02-29', pattern, 2)).toEqual(['2028-02-29', '2029-02-28']);
});

test('Thanksgiving', () => {
  const pattern = {
    type: 'relativeYearly' as const,
    month: 11,
    daysOfWeek: ['thursday'],
    index: 'fourth' as const,
  };
  expect(days('2026-01-01', pattern, 2)).toEqual(['2026-11-26', '2027-11-25']);
});
