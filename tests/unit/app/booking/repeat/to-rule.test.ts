import { describe, expect, test } from 'vitest';
import { monthlyWayFor, monthlyWaysOf } from '@/app/_components/booking/repeat/monthly-ways';
import { noRepeat, type Repeat } from '@/app/_components/booking/repeat/repeat';
import { isFirstMissing, toRule, untilOf } from '@/app/_components/booking/repeat/to-rule';
import { formatRule } from '@/lib/core/recurrence/format-rule';
import { parseRule } from '@/lib/core/recurrence/parse-rule';
import { type CalendarDate, parseDate } from '@/lib/core/time/wall-time';

function on(text: string): CalendarDate {
  const date = parseDate(text);
  if (!date) throw new Error(`no date: ${text}`);
  return date;
}

function rruleOf(repeat: Partial<Repeat>, first = '2026-11-24'): string | null {
  const rule = toRule({ ...noRepeat, ends: 'never', ...repeat }, on(first));
  return rule && formatRule(rule);
}

describe('the rule', () => {
  test('is none unless something repeats', () => {
    expect(rruleOf({ kind: 'none' })).toBeNull();
  });

  test.each<[Partial<Repeat>, string]>([
    [{ kind: 'daily' }, 'FREQ=DAILY'],
    [{ kind: 'daily', interval: 3 }, 'FREQ=DAILY;INTERVAL=3'],
    [{ kind: 'working-days', interval: 3 }, 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR'],
    [{ kind: 'weekly' }, 'FREQ=WEEKLY;BYDAY=TU'],
    [{ kind: 'weekly', interval: 2, moreWeekdays: [4] }, 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH'],
    [{ kind: 'weekly', moreWeekdays: [5, 2, 1] }, 'FREQ=WEEKLY;BYDAY=MO,TU,FR'],
    [{ kind: 'monthly' }, 'FREQ=MONTHLY;BYMONTHDAY=24'],
    [{ kind: 'monthly', monthlyWay: 'weekday' }, 'FREQ=MONTHLY;BYDAY=4TU'],
    [{ kind: 'monthly', monthlyWay: 'last-weekday' }, 'FREQ=MONTHLY;BYDAY=-1TU'],
    [{ kind: 'yearly' }, 'FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=24'],
  ])('of %o', (repeat, rrule) => {
    expect(rruleOf(repeat)).toBe(rrule);
  });

  test.each<[Partial<Repeat>, string]>([
    [{ ends: 'after', count: 52 }, 'FREQ=DAILY;COUNT=52'],
    [{ ends: 'on', until: on('2027-06-30') }, 'FREQ=DAILY;UNTIL=20270630'],
    [{ ends: 'on' }, 'FREQ=DAILY;UNTIL=20270216'],
  ])('with the end %o', (ends, rrule) => {
    expect(rruleOf({ kind: 'daily', ...ends })).toBe(rrule);
  });

  test('is one that the server reads as the same', () => {
    const rule = toRule({ ...noRepeat, kind: 'monthly', monthlyWay: 'weekday' }, on('2026-11-24'));
    expect(rule && parseRule(formatRule(rule))).toEqual(rule);
  });

  test('follows the first date', () => {
    const repeat = { kind: 'weekly', moreWeekdays: [4] } as const;
    expect(rruleOf(repeat, '2026-11-25')).toBe('FREQ=WEEKLY;BYDAY=WE,TH');
    const monthly = { kind: 'monthly', monthlyWay: 'weekday' } as const;
    expect(rruleOf(monthly, '2026-12-29')).toBe('FREQ=MONTHLY;BYDAY=-1TU');
  });
});

describe('every month', () => {
  test.each([
    ['2026-11-24', ['day', 'weekday', 'last-weekday']],
    ['2026-11-10', ['day', 'weekday']],
    ['2026-12-29', ['day', 'last-weekday']],
    ['2026-11-30', ['day', 'last-day', 'last-weekday']],
    ['2027-02-28', ['day', 'last-day', 'weekday', 'last-weekday']],
  ])('%s may be %o', (date, ways) => {
    expect(monthlyWaysOf(on(date))).toEqual(ways);
  });

  test('what was chosen gives way to what comes nearest', () => {
    expect(monthlyWayFor('last-day', on('2026-11-24'))).toBe('day');
    expect(monthlyWayFor('weekday', on('2026-12-29'))).toBe('last-weekday');
    expect(monthlyWayFor('last-weekday', on('2026-11-10'))).toBe('weekday');
    expect(monthlyWayFor('last-weekday', on('2026-11-24'))).toBe('last-weekday');
  });
});

test('a series does not end before it begins', () => {
  const repeat: Repeat = { ...noRepeat, ends: 'on', until: on('2026-11-01') };
  expect(untilOf(repeat, on('2026-11-24'))).toEqual(on('2026-11-24'));
});

test('working days do not begin at a weekend', () => {
  const repeat: Repeat = { ...noRepeat, kind: 'working-days' };
  expect(isFirstMissing(repeat, on('2026-11-28'))).toBe(true);
  expect(isFirstMissing(repeat, on('2026-11-30'))).toBe(false);
  expect(isFirstMissing({ ...repeat, kind: 'weekly' }, on('2026-11-28'))).toBe(false);
});
