'use client';

import { useTranslations } from 'next-intl';
import { useCallback, useDeferredValue, useMemo, useState } from 'react';
import { rememberHomeBuilding, useHomeBuilding } from '@/app/_components/home-building';
import { type PageSurroundings, WithBuildings } from '@/app/(employee)/_filters/with-buildings';
import { resolveSearch } from '@/app/(employee)/_search/resolve-search';
import { SearchForm } from '@/app/(employee)/_search/search-form';
import { SearchResults } from '@/app/(employee)/_search/search-results';
import { SearchSkeleton } from '@/app/(employee)/_search/search-skeleton';
import { everyBuilding } from '@/app/(employee)/_search/search-state';
import { SearchTitle } from '@/app/(employee)/_search/search-title';
import { type ChangeSearch, useSearchState } from '@/app/(employee)/_search/use-search-state';

/** Find a room: what is asked for on one side, what there is on the other. */
export function SearchPage() {
  const t = useTranslations('search');
  return (
    <WithBuildings errorTitle={t('errorTitle')} skeleton={<SearchSkeleton />}>
      {(around) => <Search {...around} />}
    </WithBuildings>
  );
}

/** The fields and the time are what was chosen last; the rooms follow when there is time for them. */
function Search({ now, readerZone, buildings }: PageSurroundings) {
  const [state, changeAddress] = useSearchState();
  const [rememberedBuildingId, setRemembered] = useState(useHomeBuilding());
  const change = useCallback<ChangeSearch>(
    (wanted, step) => {
      if (wanted.building && wanted.building !== everyBuilding) {
        rememberHomeBuilding(wanted.building);
        setRemembered(wanted.building);
      }
      changeAddress(wanted, step);
    },
    [changeAddress],
  );
  const resolved = useMemo(
    () => resolveSearch(state, { now, readerZone, buildings, rememberedBuildingId }),
    [state, now, readerZone, buildings, rememberedBuildingId],
  );
  const chosen = useMemo(() => ({ state, resolved }), [state, resolved]);
  return (
    <div className="grid gap-6 lg:grid-cols-[17rem_minmax(0,1fr)] lg:gap-10">
      <SearchForm {...chosen} {...{ change, now, buildings }} />
      <div className="min-w-0">
        <SearchTitle {...chosen} {...{ now, readerZone }} />
        <SearchResults
          {...useDeferredValue(chosen)}
          {...{ change, now, buildings }}
          showUnavailable={state.showUnavailable}
        />
      </div>
    </div>
  );
}
