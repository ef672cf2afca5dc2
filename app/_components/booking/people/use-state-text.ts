'use client';

import { useTranslations } from 'next-intl';
import type { PersonState } from '@/app/_components/booking/people/person-state';
import { useDisplayLocale } from '@/app/_components/use-display-locale';
import type { Interval } from '@/lib/core/time/interval';
import type { ZoneId } from '@/lib/core/time/zone';
import { formatList } from '@/lib/i18n/format-list';
import { formatTime, formatTimeRange } from '@/lib/i18n/format-time';

/** Puts a state into words, on the clock of that zone; what reaches out of the window has no such end. */
export function useStateText(window: Interval, zone: ZoneId): (state: PersonState) => string {
  const t = useTranslations('people');
  const locale = useDisplayLocale();
  const timesText = (stretch: Interval) => {
    const isOpenBefore = stretch.start <= window.start;
    const isOpenAfter = stretch.end >= window.end;
    if (isOpenBefore && isOpenAfter) return t('allDay');
    if (isOpenBefore) return t('until', { time: formatTime(stretch.end, zone, locale) });
    if (isOpenAfter) return t('from', { time: formatTime(stretch.start, zone, locale) });
    return formatTimeRange(stretch, zone, locale);
  };
  return (state) => {
    if (state.kind === 'unknown') return t('unknown', { reason: t(`reason.${state.reason}`) });
    if (state.kind !== 'free') {
      return t(state.kind, { times: formatList(state.times.map(timesText), locale) });
    }
    if (state.until === null) return t('free');
    return t('freeUntil', { time: formatTime(state.until, zone, locale) });
  };
}
