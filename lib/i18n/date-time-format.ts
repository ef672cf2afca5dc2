import { keepFormats } from '@/lib/i18n/keep-formats';

/** A formatter of dates and times. */
export const dateTimeFormat = keepFormats(
  (locale, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options),
);
