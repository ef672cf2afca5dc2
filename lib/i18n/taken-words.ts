import type { Locale } from '@/lib/i18n/locales';
import en from '@/lib/i18n/messages/en.json';
import fr from '@/lib/i18n/messages/fr.json';
import { pickLocale } from '@/lib/i18n/pick-locale';

const catalogues: Readonly<Record<Locale, typeof en>> = { en, fr };

/** What a calendar program shows of a meeting without a title, in the language that a person has set. */
export function takenWords(setting: string | null) {
  return catalogues[pickLocale({ setting })].feed;
}
