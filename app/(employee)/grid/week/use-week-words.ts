'use client';

import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { useDisplayLocale } from '@/app/_components/use-display-locale';
import { isTaken, type Stretch } from '@/app/(employee)/grid/room-day';
import { onlyState } from '@/app/(employee)/grid/week/day-strip';
import { groupBy } from '@/lib/core/group-by';
import type { CalendarDate } from '@/lib/core/time/wall-time';
import type { ZoneId } from '@/lib/core/time/zone';
import { formatCalendarDate } from '@/lib/i18n/format-date';
import { formatList } from '@/lib/i18n/format-list';
import { formatTimeRange } from '@/lib/i18n/format-time';

export interface WeekWords {
  /** In a word or two: `free`, `taken twice`, `no information`. */
  readonly short: (day: readonly Stretch[]) => string;
  /** Each time that is taken, or why nothing is known. */
  readonly long: (day: readonly Stretch[]) => string;
  /** Room, day and all that is taken, as a cell is called. */
  readonly cell: (room: string, date: CalendarDate, day: readonly Stretch[]) => string;
}

const wholeKeys = {
  past: 'grid.past',
  out: 'grid.outOfService',
  closed: 'grid.closed',
  loading: 'common.loading',
  unknown: 'grid.unknown',
} as const;

/** Puts the days of a room into the reader's words. */
export function useWeekWords(zone: ZoneId): WeekWords {
  const t = useTranslations();
  const locale = useDisplayLocale();
  return useMemo(() => {
    const whole = (day: readonly Stretch[]) => {
      const only = onlyState(day);
      return only && !isTaken(only) ? only : null;
    };
    const short = (day: readonly Stretch[]) => {
      const only = whole(day);
      if (only && only.state !== 'free') return t(wholeKeys[only.state]);
      const count = day.filter(isTaken).length;
      if (count > 0) return t('grid.takenTimes', { count });
      return t(day.some(({ state }) => state === 'free') ? 'grid.free' : 'grid.closed');
    };
    const long = (day: readonly Stretch[]) => {
      const only = whole(day);
      if (only?.state === 'unknown') {
        return t('grid.unknownBecause', { reason: t(`unknownReason.${only.reason}`) });
      }
      const taken = groupBy(day.filter(isTaken), ({ state }) => state);
      if (taken.size === 0) return short(day);
      const parts = [...taken].map(([state, stretches]) => {
        const ranges = stretches.map((stretch) => formatTimeRange(stretch, zone, locale));
        return t('grid.takenAt', { state: t(`grid.${state}`), ranges: formatList(ranges, locale) });
      });
      return parts.join(t('grid.partSeparator'));
    };
    const cell = (room: string, date: CalendarDate, day: readonly Stretch[]) =>
      t('grid.dayCell', {
        room,
        date: formatCalendarDate(date, 'long', locale),
        state: long(day),
      });
    return { short, long, cell };
  }, [zone, locale, t]);
}
