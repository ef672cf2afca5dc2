import type { CalendarDate } from '@/lib/core/time/wall-time';
import { dateTimeFormat } from '@/lib/i18n/date-time-format';
import { type DisplayLocale, formatLocaleOf } from '@/lib/i18n/display-locale';
import { keepFormats } from '@/lib/i18n/keep-formats';

const relativeTimeFormat = keepFormats(
  (locale, options: Intl.RelativeTimeFormatOptions) => new Intl.RelativeTimeFormat(locale, options),
);

const styles = {
  /** Monday 23 November */
  long: { weekday: 'long', day: 'numeric', month: 'long' },
  /** Monday 23 November 2026 */
  full: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  /** Mon 23 Nov */
  short: { weekday: 'short', day: 'numeric', month: 'short' },
  /** 23 November 2026 */
  plain: { day: 'numeric', month: 'long', year: 'numeric' },
  /** Mon 23 Nov 2026 */
  shortWithYear: { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' },
  /** 23 November */
  dayOfYear: { day: 'numeric', month: 'long' },
  /** November */
  monthName: { month: 'long' },
  /** Monday */
  weekday: { weekday: 'long' },
  /** Mon */
  shortWeekday: { weekday: 'short' },
} as const satisfies Readonly<Record<string, Intl.DateTimeFormatOptions>>;
export type DateStyle = keyof typeof styles;

/** A calendar date in the reader's language. The date has no zone, so none can shift it. */
export function formatCalendarDate(
  date: CalendarDate,
  style: DateStyle,
  locale: DisplayLocale,
): string {
  const asUtcMs = Date.UTC(date.year, date.month - 1, date.day);
  return dateTimeFormat(formatLocaleOf(locale), { ...styles[style], timeZone: 'UTC' }).format(
    asUtcMs,
  );
}

/** `30 November – 4 December`: from one date to another, which may be in another year. */
export function formatCalendarRange(
  from: CalendarDate,
  to: CalendarDate,
  locale: DisplayLocale,
): string {
  const options = { ...styles.dayOfYear, timeZone: 'UTC' } as const;
  return dateTimeFormat(formatLocaleOf(locale), options).formatRange(asDay(from), asDay(to));
}

/** `today`, `tomorrow` or `yesterday` in the reader's language; null for any other day. */
export function formatNearDay(
  date: CalendarDate,
  today: CalendarDate,
  locale: DisplayLocale,
): string | null {
  const days = Math.round((asDay(date) - asDay(today)) / 86_400_000);
  if (Math.abs(days) > 1) return null;
  return relativeTimeFormat(formatLocaleOf(locale), { numeric: 'auto' }).format(days, 'day');
}

/** `November 2026`: the month that the date is in. */
export function formatMonth({ year, month }: CalendarDate, locale: DisplayLocale): string {
  const options = { month: 'long', year: 'numeric', timeZone: 'UTC' } as const;
  return dateTimeFormat(formatLocaleOf(locale), options).format(Date.UTC(year, month - 1, 1));
}

/** The name of an ISO weekday, Monday 1 to Sunday 7. */
export function formatWeekday(
  weekday: number,
  style: 'weekday' | 'shortWeekday',
  locale: DisplayLocale,
): string {
  return formatCalendarDate({ year: 2024, month: 1, day: weekday }, style, locale);
}

function asDay({ year, month, day }: CalendarDate): number {
  return Date.UTC(year, month - 1, day);
}
