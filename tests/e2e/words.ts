import { createTranslator } from 'next-intl';
import type { Locale } from '@/lib/i18n/locales';
import en from '@/lib/i18n/messages/en.json';
import fr from '@/lib/i18n/messages/fr.json';

/** What the pages say in that language, from their own catalogue. */
export function wordsIn(locale: Locale) {
  return createTranslator({ locale, messages: locale === 'fr' ? (fr as typeof en) : en });
}

export type Words = ReturnType<typeof wordsIn>;
