'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { EmptyState } from '@/app/_components/empty-state';
import { LoadError } from '@/app/_components/load-error';
import { useMediaQuery, wideQuery } from '@/app/_components/use-media-query';
import { AvailabilityGrid } from '@/app/(employee)/grid/availability-grid';
import type { DayAxis } from '@/app/(employee)/grid/day-axis';
import { freshnessOf } from '@/app/(employee)/grid/freshness';
import { GridNotices } from '@/app/(employee)/grid/grid-notices';
import { sortRooms } from '@/app/(employee)/grid/grid-rows';
import { GridSkeleton } from '@/app/(employee)/grid/grid-skeleton';
import { RoomDayList } from '@/app/(employee)/grid/room-day-list';
import type { ChangeGrid } from '@/app/(employee)/grid/use-grid-state';
import { useRoomDays } from '@/app/(employee)/grid/use-room-days';
import { type Instant, instant } from '@/lib/core/time/instant';
import { availabilityQuery } from '@/lib/http/client/availability-query';
import { roomsOfBuildingQuery } from '@/lib/http/client/places-queries';
import { useChangeStream } from '@/lib/http/client/stream/use-change-stream';
import type { BuildingAnswer } from '@/lib/http/contract/places';

interface BuildingDayProps {
  readonly building: BuildingAnswer;
  readonly axis: DayAxis;
  readonly now: Instant;
  readonly wishedRoomId: string | null;
  readonly change: ChangeGrid;
}

/** The rooms of one building on one day: side by side where there is room, one by one on a phone. */
export function BuildingDay({ building, axis, now, wishedRoomId, change }: BuildingDayProps) {
  const t = useTranslations('grid');
  const isWide = useMediaQuery(wideQuery);
  useChangeStream({ buildingId: building.id });
  const places = useQuery(roomsOfBuildingQuery(building.id));
  const availability = useQuery(availabilityQuery({ buildingId: building.id }, axis.window));
  const rooms = useMemo(() => sortRooms(places.data ?? []), [places.data]);
  const answers = useMemo(
    () => new Map(availability.data?.map((answer) => [answer.roomId, answer])),
    [availability.data],
  );
  const answeredAt = availability.data ? instant(availability.dataUpdatedAt) : null;
  const { isError, isFetching } = availability;
  const freshness = freshnessOf({ answeredAt, isError, isFetching }, now);
  const dayOf = useRoomDays({ axis, now, answers, freshness });
  const failure = places.data ? (availability.data ? null : availability.error) : places.error;
  if (failure) {
    const retry = () => void Promise.all([places.refetch(), availability.refetch()]);
    return <LoadError title={t('errorTitle')} error={failure} onRetry={retry} />;
  }
  if (!places.data) return <GridSkeleton />;
  if (rooms.length === 0) return <EmptyState title={t('emptyTitle')} text={t('emptyText')} />;
  const shown = { rooms, axis, dayOf, change };
  return (
    <>
      <GridNotices
        answers={availability.data ?? []}
        error={freshness === 'stale' ? availability.error : null}
        isStale={freshness === 'stale'}
        onRetry={() => void availability.refetch()}
      />
      {isWide === false ? (
        <RoomDayList {...shown} wishedRoomId={wishedRoomId} />
      ) : (
        <AvailabilityGrid
          {...shown}
          key={building.id}
          building={building}
          now={now}
          isLoading={freshness === 'loading'}
          updatedAt={answeredAt}
        />
      )}
    </>
  );
}
