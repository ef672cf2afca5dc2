import { catalogues } from '@/lib/i18n/catalogues';
import { pickLocale } from '@/lib/i18n/pick-locale';

/** What a calendar program shows of a meeting without a title, in the language that a person has set. */
export function takenWords(setting: string | null) {
  return catalogues[pickLocale({ setting })].feed;
}
