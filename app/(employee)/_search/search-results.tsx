'use client';

import { useTranslations } from 'next-intl';
import { memo } from 'react';
import { isFirstMissing } from '@/app/_components/booking/repeat/to-rule';
import { Button } from '@/app/_components/button';
import { LoadError } from '@/app/_components/load-error';
import { Notice } from '@/app/_components/notice';
import { AnswerIsDue } from '@/app/(employee)/_search/answer-is-due';
import { FoundRooms } from '@/app/(employee)/_search/found-rooms';
import type { ResolvedSearch } from '@/app/(employee)/_search/resolve-search';
import { ResultsSkeleton } from '@/app/(employee)/_search/search-skeleton';
import type { SearchState } from '@/app/(employee)/_search/search-state';
import { useFound } from '@/app/(employee)/_search/use-found';
import { useOwnRooms } from '@/app/(employee)/_search/use-own-rooms';
import type { ChangeSearch } from '@/app/(employee)/_search/use-search-state';
import { type Instant, minuteMs } from '@/lib/core/time/instant';
import { useChangeStream } from '@/lib/http/client/stream/use-change-stream';
import type { BuildingAnswer } from '@/lib/http/contract/places';

interface SearchResultsProps {
  readonly state: SearchState;
  readonly resolved: ResolvedSearch;
  readonly showUnavailable: boolean;
  readonly change: ChangeSearch;
  readonly now: Instant;
  readonly buildings: readonly BuildingAnswer[];
}

/**
 * What there is for the wanted time. While a newer answer is due the former stays as it is, with the
 * time that it is about, and nothing of it can be booked.
 */
export const SearchResults = memo(function SearchResults(props: SearchResultsProps) {
  const { state, resolved, showUnavailable, change, now, buildings } = props;
  const t = useTranslations('search');
  const repeatWords = useTranslations('repeat');
  const { wanted, building, date } = resolved;
  const { ownRooms, isLoading } = useOwnRooms();
  useChangeStream({ buildingId: building?.id });
  const { found, isDue, error, refetch } = useFound(state, resolved);
  if (wanted.start < now - 15 * minuteMs) return <PastNotice change={change} />;
  if (isFirstMissing(state.repeat, date)) {
    return <Notice tone="warning" role="status" title={repeatWords('firstMissing')} />;
  }
  if (error) {
    return <LoadError title={t('errorTitle')} error={error} onRetry={() => void refetch()} />;
  }
  if (!found || isLoading) return <ResultsSkeleton />;
  return (
    <AnswerIsDue value={isDue}>
      <FoundRooms
        {...{ found, isDue, showUnavailable, ownRooms, change }}
        several={buildings.length > 1}
      />
    </AnswerIsDue>
  );
});

function PastNotice({ change }: Pick<SearchResultsProps, 'change'>) {
  const t = useTranslations('search');
  const toNow = () => change({ date: null, minuteOfDay: null });
  return (
    <Notice
      tone="warning"
      role="status"
      title={t('past')}
      actions={<Button onClick={toNow}>{t('toNow')}</Button>}
    />
  );
}
