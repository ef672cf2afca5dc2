import type { Locale } from '@/lib/i18n/locales';

/** Cut after two digits and not rounded: 4.499 does not reach 4.5. */
export function formatRatio(ratio: number, locale: Locale): string {
  return new Intl.NumberFormat(locale, {
    maximumFractionDigits: 2,
    roundingMode: 'floor',
  }).format(ratio);
}
