import type { HourCycle } from '@/lib/core/places/person';
import { formatLocales, isLocale, type Locale } from '@/lib/i18n/locales';

/**
 * A language and, where the reader wants them otherwise, the clock and the first weekday: BCP 47 with
 * the keys `hc` and `fw` of Unicode Technical Standard 35, such as `fr-u-fw-sun-hc-h12`.
 */
export type DisplayLocale = Locale | `${Locale}-u-${string}`;

/** Null: as the language does. */
export interface DisplayWishes {
  readonly hourCycle: HourCycle | null;
  /** ISO 8601, Monday 1 to Sunday 7. */
  readonly firstWeekday: number | null;
}

const weekdayKeys = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
/** Weeks of all languages of Foyer begin with Monday. */
const usualFirstWeekday = 1;

export function toDisplayLocale(
  locale: Locale,
  { hourCycle, firstWeekday }: DisplayWishes,
): DisplayLocale {
  const weekday = firstWeekday === null ? undefined : weekdayKeys[firstWeekday - 1];
  const keys = [
    ...(weekday === undefined ? [] : [`fw-${weekday}`]),
    ...(hourCycle === null ? [] : [`hc-${hourCycle}`]),
  ];
  return keys.length === 0 ? locale : `${locale}-u-${keys.join('-')}`;
}

/** What `Intl` is given: the conventions of the language, and the reader's own before them. */
export function formatLocaleOf(locale: DisplayLocale): string {
  const [language, ...keys] = locale.split('-u-');
  if (!isLocale(language)) throw new RangeError(`no language of Foyer: ${locale}`);
  return [formatLocales[language], ...keys].join('-u-');
}

/** The clock is read with twice twelve hours. */
export function isTwelveHour(locale: DisplayLocale): boolean {
  return /-hc-h12\b/.test(locale);
}

/** The weekday with which weeks begin: ISO 8601, Monday 1 to Sunday 7. */
export function firstWeekdayOf(locale: DisplayLocale): number {
  const key = /-fw-([a-z]{3})\b/.exec(locale)?.[1];
  const index = (weekdayKeys as readonly (string | undefined)[]).indexOf(key);
  return index < 0 ? usualFirstWeekday : index + 1;
}

/** The seven weekdays in the order in which the reader's week has them. */
export function weekdaysInOrder(locale: DisplayLocale): readonly number[] {
  const first = firstWeekdayOf(locale);
  return weekdayKeys.map((_, index) => ((first - 1 + index) % 7) + 1);
}
