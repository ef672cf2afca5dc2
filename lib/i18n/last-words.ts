import de from '@/lib/i18n/last-words/de.json';
import en from '@/lib/i18n/last-words/en.json';
import fr from '@/lib/i18n/last-words/fr.json';
import type { Locale } from '@/lib/i18n/locales';

export type LastWords = typeof en;

/**
 * What is said when a page or the frame of all pages broke, and no catalogue is at hand. Every page
 * carries them in every language, so they are few and apart from the catalogues.
 */
export const lastWords: Readonly<Record<Locale, LastWords>> = { en, fr, de };
