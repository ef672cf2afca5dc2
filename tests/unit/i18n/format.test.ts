import { describe, expect, test } from 'vitest';
import { type Instant, parseInstant } from '@/lib/core/time/instant';
import { zoneId } from '@/lib/core/time/zone';
import { formatBytes } from '@/lib/i18n/format-bytes';
import {
  formatCalendarDate,
  formatCalendarRange,
  formatMonth,
  formatNearDay,
  formatWeekday,
} from '@/lib/i18n/format-date';
import { formatMinuteOfDay, formatMinutes } from '@/lib/i18n/format-minutes';
import { formatRatio } from '@/lib/i18n/format-ratio';
import { formatTime, formatTimeRange, formatZone, sameClock } from '@/lib/i18n/format-time';
import { locales } from '@/lib/i18n/locales';

function at(text: string): Instant {
  const parsed = parseInstant(text);
  if (parsed === null) throw new Error(`not an instant: ${text}`);
  return parsed;
}

const start = at('2026-11-23T13:00:00Z');
const end = at('2026-11-23T13:30:00Z');
const [paris, berlin, reunion] = [
  zoneId('Europe/Paris'),
  zoneId('Europe/Berlin'),
  zoneId('Indian/Reunion'),
];

describe('times', () => {
  test.each(locales)('are of 24 hours in %s, on the zone’s clock', (locale) => {
    expect(formatTimeRange({ start, end }, paris, locale)).toBe('14:00–14:30');
    expect(formatTime(start, reunion, locale)).toBe('17:00');
    expect(formatTime(at('2026-11-23T23:00:00Z'), paris, locale)).toBe('00:00');
  });

  test('of two zones are the same while their clocks agree', () => {
    expect(sameClock(start, paris, berlin)).toBe(true);
    expect(sameClock(start, paris, reunion)).toBe(false);
    const london = zoneId('Europe/London');
    const algiers = zoneId('Africa/Algiers');
    expect(sameClock(start, london, algiers)).toBe(false);
    expect(sameClock(at('2026-07-01T12:00:00Z'), london, algiers)).toBe(true);
  });

  test('name their zone shortly', () => {
    expect(formatZone(start, reunion, 'en')).toBe('GMT+4');
    expect(formatZone(start, paris, 'de')).toBe('MEZ');
  });
});

describe('dates', () => {
  const date = { year: 2026, month: 11, day: 23 };

  test('speak the reader’s language', () => {
    expect(formatCalendarDate(date, 'full', 'fr')).toBe('lundi 23 novembre 2026');
    expect(formatCalendarDate(date, 'long', 'en')).toMatch(/^Monday,? 23 November$/);
    expect(formatMonth(date, 'fr')).toBe('novembre 2026');
    expect(formatWeekday(7, 'weekday', 'en')).toBe('Sunday');
    expect(formatCalendarDate(date, 'long', 'de')).toBe('Montag, 23. November');
    expect(formatCalendarDate(date, 'shortWithYear', 'de')).toBe('Mo., 23. Nov. 2026');
    expect(formatWeekday(7, 'shortWeekday', 'de')).toBe('So');
  });

  test('from one to another name a month once', () => {
    const monday = { year: 2026, month: 11, day: 30 };
    expect(formatCalendarRange(date, { ...date, day: 29 }, 'en')).toMatch(/^23\s?–\s?29 November$/);
    expect(formatCalendarRange(monday, { ...monday, month: 12, day: 4 }, 'fr')).toMatch(
      /^30 novembre\s–\s4 décembre$/,
    );
    expect(formatCalendarRange(date, { ...date, day: 29 }, 'de')).toMatch(/^23\.–29\. November$/);
  });

  test.each([
    [22, 'yesterday', 'hier', 'gestern'],
    [23, 'today', 'aujourd’hui', 'heute'],
    [24, 'tomorrow', 'demain', 'morgen'],
    [25, null, null, null],
  ])('the %i seen from the 23rd is %s', (day, english, french, german) => {
    const seen = { year: 2026, month: 11, day };
    expect(formatNearDay(seen, date, 'en')).toBe(english);
    expect(formatNearDay(seen, date, 'de')).toBe(german);
    expect(formatNearDay(seen, date, 'fr')?.replace("'", '’') ?? null).toBe(french);
  });

  test('of other years are not near', () => {
    const [last, first] = [
      { year: 2026, month: 12, day: 31 },
      { year: 2027, month: 1, day: 1 },
    ];
    expect(formatNearDay(first, last, 'en')).toBe('tomorrow');
    expect(formatNearDay({ ...date, year: 2025 }, date, 'en')).toBeNull();
  });
});

describe('lengths', () => {
  test.each([
    [0, '0 min', '0 Min.'],
    [45, '45 min', '45 Min.'],
    [60, '1 hr', '1 Std.'],
    [90, '1 hr 30 min', '1 Std. 30 Min.'],
    [180 * 1_440, '180 days', '180 Tage'],
  ])('%i minutes are %s', (minutes, english, german) => {
    expect(formatMinutes(minutes, 'en')).toBe(english);
    expect(formatMinutes(minutes, 'de')).toBe(german);
  });

  test.each([
    [0, '00:00'],
    [515, '08:35'],
    [1_440, '24:00'],
  ])('minute %i of the day is %s', (minute, words) => {
    expect(formatMinuteOfDay(minute)).toBe(words);
  });
});

test('a ratio is never told as more than it is', () => {
  expect(formatRatio(4.4999, 'en')).toBe('4.49');
  expect(formatRatio(4.5, 'fr')).toBe('4,5');
});

test('sizes of files are told in the reader’s unit, never as less than they are', () => {
  expect(formatBytes(256 * 1_024, 'en')).toBe('256 kB');
  expect(formatBytes(256 * 1_024 + 1, 'fr')).toBe('257\u202fko');
});
