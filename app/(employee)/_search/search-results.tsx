'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { isFirstMissing } from '@/app/_components/booking/repeat/to-rule';
import { Button } from '@/app/_components/button';
import { EmptyState } from '@/app/_components/empty-state';
import { LoadError } from '@/app/_components/load-error';
import { Notice } from '@/app/_components/notice';
import { Switch } from '@/app/_components/switch';
import { useDebounced } from '@/app/_components/use-debounced';
import { noFilters } from '@/app/(employee)/_filters/room-filters';
import { isPartlyFree } from '@/app/(employee)/_search/is-partly-free';
import { PartedResults } from '@/app/(employee)/_search/parted-results';
import { PartialNotice } from '@/app/(employee)/_search/partial-notice';
import { type ResolvedSearch, toRoomSearch } from '@/app/(employee)/_search/resolve-search';
import { everyBuilding, type SearchState } from '@/app/(employee)/_search/search-state';
import { SuggestionList } from '@/app/(employee)/_search/suggestion-list';
import { untilNextMeeting } from '@/app/(employee)/_search/until-next-meeting';
import { useOwnRooms } from '@/app/(employee)/_search/use-own-rooms';
import type { ChangeSearch } from '@/app/(employee)/_search/use-search-state';
import { formatInstant, type Instant, minuteMs } from '@/lib/core/time/instant';
import { readInterval } from '@/lib/http/client/read-instant';
import { type SearchAnswer, searchQuery } from '@/lib/http/client/search-query';
import { useChangeStream } from '@/lib/http/client/stream/use-change-stream';
import type { BuildingAnswer } from '@/lib/http/contract/places';
import type { SearchHit } from '@/lib/http/contract/search';

const settleMs = 200;

interface SearchResultsProps {
  readonly state: SearchState;
  readonly resolved: ResolvedSearch;
  readonly change: ChangeSearch;
  readonly now: Instant;
  readonly buildings: readonly BuildingAnswer[];
  readonly skeleton: ReactNode;
}

/** What there is for the wanted time; nothing of it can be booked while a newer answer is due. */
export function SearchResults(props: SearchResultsProps) {
  const { state, resolved, change, now, buildings, skeleton } = props;
  const t = useTranslations('search');
  const repeatWords = useTranslations('repeat');
  const { wanted, building, date } = resolved;
  const { repeat } = state;
  const search = toRoomSearch(state, resolved);
  const isSeries = search.series !== undefined;
  const asked = JSON.stringify(search);
  const settled = useDebounced(asked, settleMs);
  const { ownRooms, isLoading } = useOwnRooms();
  useChangeStream({ buildingId: building?.id });
  const { data, error, isPlaceholderData, refetch } = useQuery(searchQuery(JSON.parse(settled)));
  if (wanted.start < now - 15 * minuteMs) return <PastNotice change={change} />;
  if (isFirstMissing(repeat, date)) {
    return <Notice tone="warning" role="status" title={repeatWords('firstMissing')} />;
  }
  if (error) {
    return <LoadError title={t('errorTitle')} error={error} onRetry={() => void refetch()} />;
  }
  if (!data || isLoading) return skeleton;
  const isStale = isPlaceholderData || settled !== asked;
  const shown = data.items.filter((hit) => state.showUnavailable || isOfUse(hit));
  const nothingFits = data.items.length === 0;
  const suggestions = state.untilNext ? untilNextOf(data) : data.suggestions;
  return (
    <div aria-busy={isStale} className={isStale ? 'opacity-60' : undefined}>
      <PartialNotice hits={data.items} />
      {suggestions.length > 0 && (
        <SuggestionList suggestions={suggestions} wanted={wanted} disabled={isStale} />
      )}
      {!nothingFits && (
        <div className="mb-2 flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
          <h2 className="text-16 font-semibold">{t('results')}</h2>
          <ResultCount hits={data.items} isStale={isStale} isSeries={isSeries} />
          <Switch
            checked={state.showUnavailable}
            onChange={(showUnavailable) => change({ showUnavailable })}
          >
            {t('showUnavailable')}
          </Switch>
        </div>
      )}
      {shown.length > 0 ? (
        <PartedResults
          hits={shown}
          ownRooms={ownRooms}
          state={state}
          resolved={resolved}
          disabled={isStale}
        />
      ) : (
        <NothingFound nothingFits={nothingFits} change={change} several={buildings.length > 1} />
      )}
    </div>
  );
}

/** What is not known is shown as well: it may be free. */
function isOfUse(hit: SearchHit): boolean {
  return hit.available !== false || isPartlyFree(hit);
}

/** Those that start at the wanted time, each for as long as its room can be had. */
function untilNextOf({ suggestions, items }: SearchAnswer): SearchAnswer['suggestions'] {
  return suggestions.flatMap((suggestion) => {
    const hit = items.find(({ room }) => room.id === suggestion.roomId);
    const wanted = readInterval(suggestion);
    if (hit?.available !== true) return [];
    return [{ ...suggestion, end: formatInstant(untilNextMeeting(hit, wanted).end) }];
  });
}

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

interface ResultCountProps {
  readonly hits: readonly SearchHit[];
  readonly isStale: boolean;
  readonly isSeries: boolean;
}

function ResultCount({ hits, isStale, isSeries }: ResultCountProps) {
  const t = useTranslations('search');
  const free = hits.filter(({ available }) => available === true).length;
  const unknown = hits.filter(({ available }) => available === null).length;
  const some = hits.filter((hit) => hit.available === false && isOfUse(hit)).length;
  const busy = hits.length - free - some - unknown;
  const text = isSeries
    ? t('countSeries', { free, some, busy, unknown })
    : t('count', { free, busy, unknown });
  return (
    <p role="status" className="me-auto text-quiet">
      {isStale ? '' : text}
    </p>
  );
}

interface NothingFoundProps {
  readonly nothingFits: boolean;
  readonly several: boolean;
  readonly change: ChangeSearch;
}

function NothingFound({ nothingFits, several, change }: NothingFoundProps) {
  const t = useTranslations('search');
  const clear = () => change(noFilters);
  return (
    <EmptyState
      title={t(nothingFits ? 'emptyTitle' : 'noneFreeTitle')}
      text={t(nothingFits ? 'emptyText' : 'noneFreeText')}
      actions={
        <>
          {nothingFits && <Button onClick={clear}>{t('clear')}</Button>}
          {several && (
            <Button onClick={() => change({ building: everyBuilding, floor: null })}>
              {t('everywhere')}
            </Button>
          )}
        </>
      }
    />
  );
}
