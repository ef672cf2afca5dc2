'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { EmptyState } from '@/app/_components/empty-state';
import { rememberHomeBuilding, useHomeBuilding } from '@/app/_components/home-building';
import { LoadError } from '@/app/_components/load-error';
import { useReaderZone } from '@/app/_components/reader';
import { useNow } from '@/app/_components/use-now';
import { resolveSearch } from '@/app/(employee)/_search/resolve-search';
import { SearchForm } from '@/app/(employee)/_search/search-form';
import { SearchResults } from '@/app/(employee)/_search/search-results';
import { ResultsSkeleton, SearchSkeleton } from '@/app/(employee)/_search/search-skeleton';
import { everyBuilding } from '@/app/(employee)/_search/search-state';
import { SearchTitle } from '@/app/(employee)/_search/search-title';
import { type ChangeSearch, useSearchState } from '@/app/(employee)/_search/use-search-state';
import { buildingsQuery } from '@/lib/http/client/places-queries';

/** Find a room: what is asked for on one side, what there is on the other. */
export function SearchPage() {
  const t = useTranslations('search');
  const now = useNow();
  const readerZone = useReaderZone();
  const buildings = useQuery(buildingsQuery());
  const [state, changeAddress] = useSearchState();
  const [rememberedBuildingId, setRemembered] = useState(useHomeBuilding());
  const change: ChangeSearch = (wanted, step) => {
    if (wanted.building && wanted.building !== everyBuilding) {
      rememberHomeBuilding(wanted.building);
      setRemembered(wanted.building);
    }
    changeAddress(wanted, step);
  };
  if (buildings.isError) {
    return (
      <LoadError
        title={t('errorTitle')}
        error={buildings.error}
        onRetry={() => void buildings.refetch()}
      />
    );
  }
  if (now === null || readerZone === null || !buildings.data) return <SearchSkeleton />;
  if (buildings.data.length === 0) {
    return <EmptyState title={t('noRoomsTitle')} text={t('noRoomsText')} />;
  }
  const around = { now, readerZone, buildings: buildings.data, rememberedBuildingId };
  const resolved = resolveSearch(state, around);
  const parts = { state, resolved, change, now };
  return (
    <div className="grid gap-6 lg:grid-cols-[17rem_minmax(0,1fr)] lg:gap-10">
      <SearchForm {...parts} buildings={buildings.data} />
      <div className="min-w-0">
        <SearchTitle state={state} resolved={resolved} now={now} readerZone={readerZone} />
        <SearchResults {...parts} buildings={buildings.data} skeleton={<ResultsSkeleton />} />
      </div>
    </div>
  );
}
