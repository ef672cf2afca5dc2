'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { type ReactNode, useMemo } from 'react';
import { EmptyState } from '@/app/_components/empty-state';
import { LoadError } from '@/app/_components/load-error';
import {
  type ChangeFilters,
  fitsFilters,
  type RoomFilters,
} from '@/app/(employee)/_filters/room-filters';
import { FilteredCount } from '@/app/(employee)/grid/filtered-count';
import { type Freshness, freshnessOf } from '@/app/(employee)/grid/freshness';
import { GridNotices } from '@/app/(employee)/grid/grid-notices';
import { sortRooms } from '@/app/(employee)/grid/grid-rows';
import { GridSkeleton } from '@/app/(employee)/grid/grid-skeleton';
import { type Instant, instant } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';
import { availabilityQuery } from '@/lib/http/client/availability-query';
import { roomsOfBuildingQuery } from '@/lib/http/client/places-queries';
import { useChangeStream } from '@/lib/http/client/stream/use-change-stream';
import type { RoomAvailabilityAnswer } from '@/lib/http/contract/availability';
import type { BuildingAnswer, RoomAnswer } from '@/lib/http/contract/places';

/** What is known of a building's rooms in a window. */
export interface BuildingReading {
  /** Those that fit, by floor and by name. */
  readonly rooms: readonly RoomAnswer[];
  readonly answers: ReadonlyMap<string, RoomAvailabilityAnswer>;
  readonly freshness: Freshness;
  readonly answeredAt: Instant | null;
}

interface BuildingFrameProps {
  readonly building: BuildingAnswer;
  readonly window: Interval;
  readonly now: Instant;
  readonly filters: RoomFilters;
  readonly change: ChangeFilters;
  readonly children: (reading: BuildingReading) => ReactNode;
}

/** Reads a building's rooms, one request for the whole window, and says what of it is missing. */
export function BuildingFrame(props: BuildingFrameProps) {
  const { building, window, now, filters, change, children } = props;
  const t = useTranslations('grid');
  useChangeStream({ buildingId: building.id });
  const places = useQuery(roomsOfBuildingQuery(building.id));
  const availability = useQuery(availabilityQuery({ buildingId: building.id }, window));
  const all = useMemo(() => sortRooms(places.data ?? []), [places.data]);
  const rooms = useMemo(() => all.filter((room) => fitsFilters(filters, room)), [all, filters]);
  const answers = useMemo(
    () => new Map(availability.data?.map((answer) => [answer.roomId, answer])),
    [availability.data],
  );
  const answeredAt = availability.data ? instant(availability.dataUpdatedAt) : null;
  const { isError, isFetching } = availability;
  const freshness = freshnessOf({ answeredAt, isError, isFetching }, now);
  const failure = places.data ? (availability.data ? null : availability.error) : places.error;
  if (failure) {
    const retry = () => void Promise.all([places.refetch(), availability.refetch()]);
    return <LoadError title={t('errorTitle')} error={failure} onRetry={retry} />;
  }
  if (!places.data) return <GridSkeleton />;
  if (all.length === 0) return <EmptyState title={t('emptyTitle')} text={t('emptyText')} />;
  return (
    <>
      <FilteredCount {...{ filters, change }} count={rooms.length} total={all.length} />
      <GridNotices
        answers={rooms.flatMap(({ id }) => answers.get(id) ?? [])}
        error={freshness === 'stale' ? availability.error : null}
        isStale={freshness === 'stale'}
        onRetry={() => void availability.refetch()}
      />
      {rooms.length > 0 && children({ rooms, answers, freshness, answeredAt })}
    </>
  );
}
