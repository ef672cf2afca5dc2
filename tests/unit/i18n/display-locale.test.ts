import { describe, expect, test } from 'vitest';
import { instant } from '@/lib/core/time/instant';
import { zoneId } from '@/lib/core/time/zone';
import {
  firstWeekdayOf,
  formatLocaleOf,
  toDisplayLocale,
  weekdaysInOrder,
} from '@/lib/i18n/display-locale';
import { formatCalendarDate } from '@/lib/i18n/format-date';
import { formatClockMinute } from '@/lib/i18n/format-minutes';
import { formatTime, formatTimeRange } from '@/lib/i18n/format-time';
import { locales } from '@/lib/i18n/locales';

const paris = zoneId('Europe/Paris');
const at = (text: string) => instant(Date.parse(text));
const twelve = toDisplayLocale('en', { hourCycle: 'h12', firstWeekday: 7 });

describe('what the reader has set', () => {
  test('travels with the language, in the form that Intl reads', () => {
    expect(twelve).toBe('en-u-fw-sun-hc-h12');
    expect(formatLocaleOf(twelve)).toBe('en-GB-u-fw-sun-hc-h12');
    expect(new Intl.Locale(formatLocaleOf(twelve)).hourCycle).toBe('h12');
    expect(formatLocaleOf('de-u-hc-h12')).toBe('de-DE-u-hc-h12');
    expect(toDisplayLocale('fr', { hourCycle: null, firstWeekday: null })).toBe('fr');
  });

  test('makes a clock of twelve hours, noon and midnight among them', () => {
    const start = at('2026-11-23T13:00:00Z');
    const time = { start, end: at('2026-11-23T13:30:00Z') };
    expect(formatTimeRange(time, paris, twelve)).toMatch(/^2:00.pm–2:30.pm$/);
    expect(formatTime(at('2026-11-23T23:05:00Z'), paris, twelve)).toMatch(/^12:05.am$/);
    expect(formatClockMinute(12 * 60, twelve)).toMatch(/^12:00.pm$/);
    expect(formatClockMinute(8 * 60 + 30, twelve)).toMatch(/^8:30.am$/);
  });

  test.each(locales)('leaves a clock of 24 hours where nothing else is set: %s', (locale) => {
    const display = toDisplayLocale(locale, { hourCycle: 'h23', firstWeekday: null });
    for (const each of [locale, display]) {
      expect(formatTime(at('2026-11-23T23:05:00Z'), paris, each)).toBe('00:05');
      expect(formatClockMinute(1_440, each)).toBe('24:00');
    }
  });

  test('orders the week, and changes no date', () => {
    expect(firstWeekdayOf('fr')).toBe(1);
    expect(weekdaysInOrder(twelve)).toEqual([7, 1, 2, 3, 4, 5, 6]);
    const saturday = toDisplayLocale('fr', { hourCycle: null, firstWeekday: 6 });
    expect(weekdaysInOrder(saturday)).toEqual([6, 7, 1, 2, 3, 4, 5]);
    const date = { year: 2026, month: 11, day: 23 };
    expect(formatCalendarDate(date, 'full', saturday)).toBe(formatCalendarDate(date, 'full', 'fr'));
  });
});
