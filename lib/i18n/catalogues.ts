import type { Locale } from '@/lib/i18n/locales';
import de from '@/lib/i18n/messages/de.json';
import en from '@/lib/i18n/messages/en.json';
import fr from '@/lib/i18n/messages/fr.json';

/** All words in every language, for what is written on the server: pages are sent their own. */
export const catalogues: Readonly<Record<Locale, typeof en>> = { en, fr, de };
