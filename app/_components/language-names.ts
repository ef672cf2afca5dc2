import type { Locale } from '@/lib/i18n/locales';

/** Each language as its own speakers name it. */
export const languageNames: Readonly<Record<Locale, string>> = {
  en: 'English',
  fr: 'Français',
  de: 'Deutsch',
};
