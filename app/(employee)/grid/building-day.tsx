'use client';

import { useCallback, useMemo } from 'react';
import { useIsWide } from '@/app/_components/use-media-query';
import type { RoomFilters } from '@/app/(employee)/_filters/room-filters';
import { AvailabilityGrid } from '@/app/(employee)/grid/availability-grid';
import { BuildingFrame, type BuildingReading } from '@/app/(employee)/grid/building-frame';
import { type DayAxis, dayAxis } from '@/app/(employee)/grid/day-axis';
import { PrintedDay } from '@/app/(employee)/grid/print/printed-day';
import { usePrinting } from '@/app/(employee)/grid/print/use-printing';
import { RoomDayList } from '@/app/(employee)/grid/room-day-list';
import type { ChangeGrid } from '@/app/(employee)/grid/use-grid-state';
import { type DayOf, useRoomDays } from '@/app/(employee)/grid/use-room-days';
import type { Zoom } from '@/app/(employee)/grid/zoom';
import type { Instant } from '@/lib/core/time/instant';
import type { CalendarDate } from '@/lib/core/time/wall-time';
import type { ZoneId } from '@/lib/core/time/zone';
import type { BuildingAnswer } from '@/lib/http/contract/places';

interface BuildingDayProps {
  readonly building: BuildingAnswer;
  readonly date: CalendarDate;
  readonly zone: ZoneId;
  readonly zoom: Zoom;
  readonly now: Instant;
  readonly wishedRoomId: string | null;
  /** The reader has just chosen that room's day. */
  readonly isOpened: boolean;
  readonly filters: RoomFilters;
  readonly change: ChangeGrid;
}

/** The rooms of one building on one day: side by side where there is room, one by one on a phone. */
export function BuildingDay({ date, zone, zoom, ...parts }: BuildingDayProps) {
  const axis = useDayAxis(date, zone, zoom);
  const { building, now, filters, change } = parts;
  return (
    <BuildingFrame {...{ building, now, filters, change }} window={axis.window}>
      {(reading) => <Day {...parts} {...{ axis, reading }} />}
    </BuildingFrame>
  );
}

interface DayProps extends Omit<BuildingDayProps, 'date' | 'zone' | 'zoom'> {
  readonly axis: DayAxis;
  readonly reading: BuildingReading;
}

function Day({ building, axis, now, reading, wishedRoomId, isOpened, change }: DayProps) {
  const isWide = useIsWide();
  const isPrinting = usePrinting();
  const { rooms, answers, freshness, answeredAt } = reading;
  const windows = useMemo(() => [axis.window], [axis]);
  const daysOf = useRoomDays({ windows, now, answers, freshness });
  const dayOf = useCallback<DayOf>((room) => daysOf(room, 0), [daysOf]);
  const shown = { rooms, axis, dayOf, change, wishedRoomId };
  return (
    <>
      <div className="contents print:hidden">
        {isWide === false ? (
          <RoomDayList {...shown} />
        ) : (
          <AvailabilityGrid
            {...shown}
            key={building.id}
            {...{ building, now, isOpened }}
            isLoading={freshness === 'loading'}
            updatedAt={answeredAt}
          />
        )}
      </div>
      {isPrinting && <PrintedDay {...{ building, rooms, axis, dayOf }} updatedAt={answeredAt} />}
    </>
  );
}

/** The same axis for as long as day, zone and zoom are the same. */
function useDayAxis(date: CalendarDate, zone: ZoneId, zoom: Zoom): DayAxis {
  const { year, month, day } = date;
  return useMemo(() => dayAxis({ year, month, day }, zone, zoom), [year, month, day, zone, zoom]);
}
