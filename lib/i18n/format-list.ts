import { type DisplayLocale, formatLocaleOf } from '@/lib/i18n/display-locale';
import { keepFormats } from '@/lib/i18n/keep-formats';

const listFormat = keepFormats(
  (locale, options: Intl.ListFormatOptions) => new Intl.ListFormat(locale, options),
);

/** `Monday, Tuesday and Friday` in the reader's language; `or` for a disjunction. */
export function formatList(
  items: readonly string[],
  locale: DisplayLocale,
  type: 'conjunction' | 'disjunction' = 'conjunction',
): string {
  return listFormat(formatLocaleOf(locale), { type }).format(items);
}
