import { createTranslator } from 'next-intl';
import { catalogues } from '@/lib/i18n/catalogues';
import type { Locale } from '@/lib/i18n/locales';

/** What the pages say in that language, from their own catalogue. */
export function wordsIn(locale: Locale) {
  return createTranslator({ locale, messages: catalogues[locale] });
}

export type Words = ReturnType<typeof wordsIn>;
