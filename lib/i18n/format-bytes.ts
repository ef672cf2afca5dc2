import type { Locale } from '@/lib/i18n/locales';

const unitBytes = 1_024;

/** `12 kB`, rounded up, in the reader's language. */
export function formatBytes(bytes: number, locale: Locale): string {
  return new Intl.NumberFormat(locale, { style: 'unit', unit: 'kilobyte' }).format(
    Math.ceil(bytes / unitBytes),
  );
}
