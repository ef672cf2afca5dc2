import { formatLocales, type Locale } from '@/lib/i18n/locales';

/** `Monday, Tuesday and Friday` in the reader's language; `or` for a disjunction. */
export function formatList(
  items: readonly string[],
  locale: Locale,
  type: 'conjunction' | 'disjunction' = 'conjunction',
): string {
  return new Intl.ListFormat(formatLocales[locale], { type }).format(items);
}
