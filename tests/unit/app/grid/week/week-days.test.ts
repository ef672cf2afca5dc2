import { describe, expect, test } from 'vitest';
import { dayWindows, shownDays, windowOf } from '@/app/(employee)/grid/week/week-days';
import { dayMs, formatInstant, hourMs } from '@/lib/core/time/instant';
import { formatDate, parseDate } from '@/lib/core/time/wall-time';
import { zoneId } from '@/lib/core/time/zone';
import { usualWeek } from '@/lib/i18n/week-rules';
import { given } from '@/tests/unit/app/grid/given';

const on = (text: string) => given(parseDate(text));
const american = { firstWeekday: 7, weekend: [6, 7] };
const arabian = { firstWeekday: 7, weekend: [5, 6] };

describe('shownDays', () => {
  const shown = (view: 'day' | 'workweek' | 'week', date: string, rules = usualWeek) => {
    const days = shownDays(view, on(date), rules).map(formatDate);
    return `${days[0]} ${days.at(-1)} ${days.length}`;
  };

  test.each(['2026-11-23', '2026-11-26', '2026-11-29'])(
    '%s is in the week of Monday 23',
    (date) => {
      expect(shown('week', date)).toBe('2026-11-23 2026-11-29 7');
      expect(shown('workweek', date)).toBe('2026-11-23 2026-11-27 5');
      expect(shown('day', date)).toBe(`${date} ${date} 1`);
    },
  );

  test('weeks begin where the locale has it, and working weeks leave its weekend out', () => {
    expect(shown('week', '2026-11-29', american)).toBe('2026-11-29 2026-12-05 7');
    expect(shown('workweek', '2026-11-29', american)).toBe('2026-11-30 2026-12-04 5');
    expect(shown('workweek', '2026-11-25', arabian)).toBe('2026-11-22 2026-11-26 5');
  });

  test('a week goes on into the next year', () => {
    expect(shown('week', '2027-01-01')).toBe('2026-12-28 2027-01-03 7');
  });
});

test.each([
  ['2026-10-19', 7 * dayMs + hourMs],
  ['2026-03-23', 7 * dayMs - hourMs],
  ['2026-11-23', 7 * dayMs],
])('the week of %s is as long as clocks make it', (monday, lengthMs) => {
  const days = dayWindows(shownDays('week', on(monday), usualWeek), zoneId('Europe/Paris'));
  const { start, end } = windowOf(days);
  expect(end - start).toBe(lengthMs);
  expect(days.slice(1).map((day) => day.start)).toEqual(days.slice(0, -1).map((day) => day.end));
});

test('a view of no days is a mistake', () => {
  expect(() => windowOf([])).toThrow();
  const [day] = dayWindows([on('2026-11-23')], zoneId('UTC'));
  expect(formatInstant(given(day).start)).toBe('2026-11-23T00:00:00Z');
});
