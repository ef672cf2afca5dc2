'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { EmptyState } from '@/app/_components/empty-state';
import { readHomeBuilding, rememberHomeBuilding } from '@/app/_components/home-building';
import { LoadError } from '@/app/_components/load-error';
import { useReaderZone } from '@/app/_components/reader';
import { useNow } from '@/app/_components/use-now';
import { resolveBuilding } from '@/app/(employee)/_search/resolve-search';
import { BuildingDay } from '@/app/(employee)/grid/building-day';
import { type DayAxis, dayAxis } from '@/app/(employee)/grid/day-axis';
import { GridPageSkeleton } from '@/app/(employee)/grid/grid-skeleton';
import { GridToolbar } from '@/app/(employee)/grid/grid-toolbar';
import { type ChangeGrid, useGridState } from '@/app/(employee)/grid/use-grid-state';
import type { Zoom } from '@/app/(employee)/grid/zoom';
import type { Instant } from '@/lib/core/time/instant';
import { type CalendarDate, dateOf } from '@/lib/core/time/wall-time';
import { parseZone, type ZoneId } from '@/lib/core/time/zone';
import { buildingsQuery } from '@/lib/http/client/places-queries';
import type { BuildingAnswer } from '@/lib/http/contract/places';

/** The rooms of a building through one of its days. */
export function GridPage() {
  const t = useTranslations();
  const now = useNow();
  const readerZone = useReaderZone();
  const { data, error, refetch } = useQuery(buildingsQuery());
  if (error && !data) {
    return <LoadError title={t('grid.errorTitle')} error={error} onRetry={() => void refetch()} />;
  }
  if (now === null || readerZone === null || !data) return <GridPageSkeleton />;
  if (data.length === 0) {
    return <EmptyState title={t('search.noRoomsTitle')} text={t('search.noRoomsText')} />;
  }
  return <ChosenDay now={now} readerZone={readerZone} buildings={data} />;
}

interface ChosenDayProps {
  readonly now: Instant;
  readonly readerZone: ZoneId;
  readonly buildings: readonly BuildingAnswer[];
}

function ChosenDay({ now, readerZone, buildings }: ChosenDayProps) {
  const [state, changeAddress] = useGridState();
  const rememberedBuildingId = readHomeBuilding();
  const around = { now, readerZone, buildings, rememberedBuildingId };
  const building = resolveBuilding(state.building, around) ?? buildings[0];
  const change: ChangeGrid = (wanted) => {
    if (wanted.building) rememberHomeBuilding(wanted.building);
    changeAddress(wanted);
  };
  const zone = parseZone(building?.timeZone ?? '') ?? readerZone;
  const today = dateOf(now, zone);
  const axis = useDayAxis(state.date ?? today, zone, state.zoom);
  if (!building) return null;
  const parts = { axis, building, change, now };
  return (
    <div className="flex flex-col sm:max-h-[calc(100dvh-5.75rem)]">
      <GridToolbar {...parts} buildings={buildings} today={today} readerZone={readerZone} />
      <BuildingDay {...parts} wishedRoomId={state.room} />
    </div>
  );
}

/** The same axis for as long as day, zone and zoom are the same. */
function useDayAxis(date: CalendarDate, zone: ZoneId, zoom: Zoom): DayAxis {
  const { year, month, day } = date;
  return useMemo(() => dayAxis({ year, month, day }, zone, zoom), [year, month, day, zone, zoom]);
}
