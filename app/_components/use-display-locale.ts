'use client';

import { useLocale } from 'next-intl';
import { useReader } from '@/app/_components/reader';
import { type DisplayLocale, toDisplayLocale } from '@/lib/i18n/display-locale';

/** The language of the page with the clock and the week that the reader has set: for times and weekdays. */
export function useDisplayLocale(): DisplayLocale {
  const locale = useLocale();
  const { hourCycle, firstWeekday } = useReader();
  return toDisplayLocale(locale, { hourCycle, firstWeekday });
}
