/** The languages that Foyer speaks; each has a catalogue in `messages`. */
export const locales = ['en', 'fr', 'de'] as const;
export type Locale = (typeof locales)[number];

export const defaultLocale: Locale = 'en';

/** Remembers on this device the language that was last chosen, for pages before the sign-in. */
export const localeCookie = 'foyer-locale';

/**
 * The locale whose conventions dates and times follow. English takes the British ones: a 24-hour
 * clock and the day before the month, so that a time is as short as on a timetable.
 */
export const formatLocales: Readonly<Record<Locale, string>> = {
  en: 'en-GB',
  fr: 'fr-FR',
  de: 'de-DE',
};

export function isLocale(value: unknown): value is Locale {
  return locales.some((locale) => locale === value);
}
