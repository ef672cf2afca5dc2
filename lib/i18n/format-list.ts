import { type DisplayLocale, formatLocaleOf } from '@/lib/i18n/display-locale';

/** `Monday, Tuesday and Friday` in the reader's language; `or` for a disjunction. */
export function formatList(
  items: readonly string[],
  locale: DisplayLocale,
  type: 'conjunction' | 'disjunction' = 'conjunction',
): string {
  return new Intl.ListFormat(formatLocaleOf(locale), { type }).format(items);
}
