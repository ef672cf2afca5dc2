'use client';

import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useDisplayLocale } from '@/app/_components/use-display-locale';
import type { ResolvedSearch } from '@/app/(employee)/_search/resolve-search';
import type { SearchState } from '@/app/(employee)/_search/search-state';
import type { Instant } from '@/lib/core/time/instant';
import { dateOf } from '@/lib/core/time/wall-time';
import type { ZoneId } from '@/lib/core/time/zone';
import { formatCalendarDate, formatNearDay } from '@/lib/i18n/format-date';
import { formatTime, formatTimeRange, formatZone, sameClock } from '@/lib/i18n/format-time';

const RuleSentence = dynamic(async () => {
  const loaded = await import('@/app/(employee)/_search/rule-sentence');
  return loaded.RuleSentence;
});

interface SearchTitleProps {
  readonly state: SearchState;
  readonly resolved: ResolvedSearch;
  readonly now: Instant;
  readonly readerZone: ZoneId;
}

/**
 * The wanted time, large: what everything beneath it is about. Server and browser may spell a date
 * differently; either is right.
 */
export function SearchTitle({ state, resolved, now, readerZone }: SearchTitleProps) {
  const t = useTranslations();
  const locale = useDisplayLocale();
  const { wanted, date, zone, building } = resolved;
  const near = formatNearDay(date, dateOf(now, zone), locale);
  const day = formatCalendarDate(date, 'long', locale);
  return (
    <div className="mb-5">
      <p suppressHydrationWarning className="text-14 text-quiet first-letter:uppercase">
        {near ? t('common.nearDay', { near, date: day }) : day}
        {building && `, ${building.name}`}
      </p>
      <p className="text-28 font-semibold tracking-tight">
        {state.untilNext
          ? t('search.startUntilNext', { time: formatTime(wanted.start, zone, locale) })
          : formatTimeRange(wanted, zone, locale)}
      </p>
      {state.repeat.kind !== 'none' && <RuleSentence repeat={state.repeat} date={date} />}
      {!sameClock(wanted.start, zone, readerZone) && (
        <p suppressHydrationWarning className="text-12 text-quiet">
          {t('common.zone', { zone: `${zone} (${formatZone(wanted.start, zone, locale)})` })}
        </p>
      )}
    </div>
  );
}
