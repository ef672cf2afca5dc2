'use client';

import { useTranslations } from 'next-intl';
import { useDeferredValue, useMemo } from 'react';
import { Button } from '@/app/_components/button';
import { EmptyState } from '@/app/_components/empty-state';
import { Switch } from '@/app/_components/switch';
import { noFilters } from '@/app/(employee)/_filters/room-filters';
import { isPartlyFree } from '@/app/(employee)/_search/is-partly-free';
import { PartedResults } from '@/app/(employee)/_search/parted-results';
import { PartialNotice } from '@/app/(employee)/_search/partial-notice';
import { everyBuilding } from '@/app/(employee)/_search/search-state';
import { SuggestionList } from '@/app/(employee)/_search/suggestion-list';
import { untilNextMeeting } from '@/app/(employee)/_search/until-next-meeting';
import type { Found } from '@/app/(employee)/_search/use-found';
import type { ChangeSearch } from '@/app/(employee)/_search/use-search-state';
import { formatInstant } from '@/lib/core/time/instant';
import { readInterval } from '@/lib/http/client/read-instant';
import type { SearchAnswer } from '@/lib/http/client/search-query';
import type { OwnRooms } from '@/lib/http/contract/own-rooms';
import type { SearchHit } from '@/lib/http/contract/search';

interface FoundRoomsProps {
  readonly found: Found;
  readonly isDue: boolean;
  readonly showUnavailable: boolean;
  /** Absent where they could not be read. */
  readonly ownRooms: OwnRooms | undefined;
  readonly several: boolean;
  readonly change: ChangeSearch;
}

/** The last answer; while another is due it is dimmed and says no numbers. */
export function FoundRooms(props: FoundRoomsProps) {
  const { found, isDue, showUnavailable, ownRooms, several, change } = props;
  const t = useTranslations('search');
  const { answer, question } = found;
  const { items } = answer;
  const suggestions = useMemo(
    () => (question.untilNext ? untilNextOf(answer) : answer.suggestions),
    [answer, question],
  );
  const isWhole = useDeferredValue(showUnavailable);
  const hits = useMemo(() => (isWhole ? items : items.filter(isOfUse)), [items, isWhole]);
  const nothingFits = items.length === 0;
  return (
    <div aria-busy={isDue} className={isDue ? 'opacity-60' : undefined}>
      <PartialNotice hits={items} />
      {suggestions.length > 0 && <SuggestionList {...{ suggestions }} wanted={question.wanted} />}
      {!nothingFits && (
        <div className="mb-2 flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
          <h2 className="text-16 font-semibold">{t('results')}</h2>
          <ResultCount hits={items} isSeries={question.isSeries} isDue={isDue} />
          <Switch
            checked={showUnavailable}
            onChange={(wanted) => change({ showUnavailable: wanted })}
          >
            {t('showUnavailable')}
          </Switch>
        </div>
      )}
      {hits.length > 0 ? (
        <PartedResults {...{ hits, ownRooms, question }} />
      ) : (
        <NothingFound {...{ nothingFits, several, change }} />
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

interface ResultCountProps {
  readonly hits: readonly SearchHit[];
  readonly isSeries: boolean;
  readonly isDue: boolean;
}

function ResultCount({ hits, isSeries, isDue }: ResultCountProps) {
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
      {isDue ? '' : text}
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
