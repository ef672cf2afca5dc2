import { describe, expect, test } from 'vitest';
import { formatInstant, hourMs, parseInstant } from '@/lib/core/time/instant';
import {
  addDays,
  dayWindow,
  formatDate,
  isoWeekday,
  minuteOfDay,
  moveOnClock,
  parseDate,
  toInstant,
  toWallTime,
} from '@/lib/core/time/wall-time';
import { zoneId } from '@/lib/core/time/zone';

const paris = zoneId('Europe/Paris');

function wall(text: string) {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = text.split(/\D/).map(Number);
  return { year, month, day, hour, minute, second: 0 };
}

describe('toInstant', () => {
  test.each([
    ['2027-03-28 01:59', 'Europe/Paris', '2027-03-28T00:59:00Z', 'before the gap'],
    ['2027-03-28 02:30', 'Europe/Paris', '2027-03-28T01:30:00Z', 'in the gap: the offset before'],
    ['2027-03-28 03:00', 'Europe/Paris', '2027-03-28T01:00:00Z', 'after the gap'],
    ['2027-10-31 02:30', 'Europe/Paris', '2027-10-31T00:30:00Z', 'twice: the first'],
    ['2027-10-31 03:00', 'Europe/Paris', '2027-10-31T02:00:00Z', 'after the overlap'],
    ['2027-04-04 01:45', 'Australia/Lord_Howe', '2027-04-03T14:45:00Z', 'half an hour, twice'],
    ['2027-10-03 02:15', 'Australia/Lord_Howe', '2027-10-02T15:45:00Z', 'half an hour, skipped'],
    ['2027-03-14 02:30', 'America/New_York', '2027-03-14T07:30:00Z', 'in the gap'],
    ['2027-02-07 02:30', 'Africa/Casablanca', '2027-02-07T01:30:00Z', 'Ramadan begins'],
    ['2011-12-30 12:00', 'Pacific/Apia', '2011-12-30T22:00:00Z', 'a day that never was'],
  ])('%s in %s is %s (%s)', (text, zone, expected) => {
    expect(formatInstant(toInstant(wall(text), zoneId(zone)))).toBe(expected);
  });
});

test('toWallTime drops fractions and works before 1970', () => {
  const at = parseInstant('1969-12-31T22:59:59.999Z');
  expect(at && toWallTime(at, paris)).toEqual({ ...wall('1969-12-31 23:59'), second: 59 });
});

test.each([
  ['2027-03-28', 23],
  ['2027-03-29', 24],
  ['2027-10-31', 25],
])('the day %s has %i hours in Paris', (text, hours) => {
  const date = parseDate(text);
  const window = date && dayWindow(date, paris);
  expect(window && window.end - window.start).toBe(hours * hourMs);
});

describe('moveOnClock', () => {
  const at = (text: string) => {
    const found = parseInstant(text);
    if (found === null) throw new Error(text);
    return found;
  };
  const nine = at('2027-10-30T07:00:00Z');

  test('goes as far on the wall, over a change of the clock too', () => {
    const way = [nine, at('2027-10-30T08:00:00Z')] as const;
    const moved = moveOnClock(at('2027-10-30T23:00:00Z'), way, paris);
    expect(formatInstant(moved)).toBe('2027-10-31T00:00:00Z');
    const over = [nine, at('2027-10-31T08:00:00Z')] as const;
    expect(formatInstant(moveOnClock(nine, over, paris))).toBe('2027-10-31T08:00:00Z');
  });

  test('leaves what does not move in the second of two equal hours', () => {
    const second = at('2027-10-31T01:30:00Z');
    expect(moveOnClock(second, [nine, nine], paris)).toBe(second);
  });
});

describe('dates', () => {
  test('read and write alike', () => {
    for (const text of ['2026-11-23', '2028-02-29', '0999-01-01']) {
      const date = parseDate(text);
      expect(date && formatDate(date)).toBe(text);
    }
  });

  test.each(['2027-02-29', '2026-13-01', '2026-1-1', '2026-11-23T00:00:00Z', ''])(
    'refuse %j',
    (text) => {
      expect(parseDate(text)).toBeNull();
    },
  );

  test('count days over months and years', () => {
    expect(formatDate(addDays({ year: 2026, month: 12, day: 31 }, 1))).toBe('2027-01-01');
    expect(formatDate(addDays({ year: 2028, month: 3, day: 1 }, -1))).toBe('2028-02-29');
  });

  test('know their weekday', () => {
    expect(isoWeekday({ year: 2026, month: 11, day: 23 })).toBe(1);
    expect(isoWeekday({ year: 2026, month: 11, day: 29 })).toBe(7);
  });
});

test('minutes are counted since midnight', () => {
  expect(minuteOfDay(wall('2026-11-23 14:05'))).toBe(845);
});
