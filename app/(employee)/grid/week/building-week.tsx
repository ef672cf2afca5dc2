'use client';

import { useMemo } from 'react';
import { useIsWide } from '@/app/_components/use-media-query';
import type { RoomFilters } from '@/app/(employee)/_filters/room-filters';
import { BuildingFrame, type BuildingReading } from '@/app/(employee)/grid/building-frame';
import { PrintedWeek } from '@/app/(employee)/grid/print/printed-week';
import { usePrinting } from '@/app/(employee)/grid/print/use-printing';
import type { ChangeGrid } from '@/app/(employee)/grid/use-grid-state';
import { useRoomDays } from '@/app/(employee)/grid/use-room-days';
import type { OpenDay } from '@/app/(employee)/grid/week/open-day';
import { RoomWeekList } from '@/app/(employee)/grid/week/room-week-list';
import { useWeekWords } from '@/app/(employee)/grid/week/use-week-words';
import { dayWindows, windowOf } from '@/app/(employee)/grid/week/week-days';
import { WeekGrid } from '@/app/(employee)/grid/week/week-grid';
import type { Instant } from '@/lib/core/time/instant';
import { type CalendarDate, formatDate } from '@/lib/core/time/wall-time';
import type { ZoneId } from '@/lib/core/time/zone';
import type { BuildingAnswer } from '@/lib/http/contract/places';

interface BuildingWeekProps {
  readonly building: BuildingAnswer;
  /** The same array for as long as the days are the same. */
  readonly days: readonly CalendarDate[];
  /** The day that the reader came from. */
  readonly date: CalendarDate;
  readonly zone: ZoneId;
  readonly now: Instant;
  readonly wishedRoomId: string | null;
  readonly openDay: OpenDay;
  readonly filters: RoomFilters;
  readonly change: ChangeGrid;
}

/** The rooms of one building in one week: side by side where there is room, one by one on a phone. */
export function BuildingWeek(props: BuildingWeekProps) {
  const { building, days, zone, now, filters, change } = props;
  const windows = useMemo(() => dayWindows(days, zone), [days, zone]);
  return (
    <BuildingFrame {...{ building, now, filters, change }} window={windowOf(windows)}>
      {(reading) => <Week {...props} {...{ windows, reading }} />}
    </BuildingFrame>
  );
}

interface WeekProps extends BuildingWeekProps {
  readonly windows: ReturnType<typeof dayWindows>;
  readonly reading: BuildingReading;
}

function Week(props: WeekProps) {
  const { building, days, date, zone, now, windows, reading, wishedRoomId, openDay, change } =
    props;
  const isWide = useIsWide();
  const isPrinting = usePrinting();
  const words = useWeekWords(zone);
  const { rooms, answers, freshness, answeredAt } = reading;
  const daysOf = useRoomDays({ windows, now, answers, freshness });
  const shown = { rooms, days, zone, now, daysOf, words, openDay, change };
  const row = rooms.findIndex(({ id }) => id === wishedRoomId);
  const cell = days.findIndex((day) => formatDate(day) === formatDate(date));
  return (
    <>
      <div className="contents print:hidden">
        {isWide === false ? (
          <RoomWeekList {...shown} wishedRoomId={wishedRoomId} />
        ) : (
          <WeekGrid
            {...shown}
            key={building.id}
            building={building}
            first={{ row: Math.max(0, row), cell: Math.max(0, cell) }}
            isLoading={freshness === 'loading'}
            updatedAt={answeredAt}
          />
        )}
      </div>
      {isPrinting && (
        <PrintedWeek {...{ building, rooms, days, zone, daysOf, words }} updatedAt={answeredAt} />
      )}
    </>
  );
}
