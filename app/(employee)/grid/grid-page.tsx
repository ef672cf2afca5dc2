'use client';

import { useTranslations } from 'next-intl';
import { useCallback, useMemo, useState } from 'react';
import { rememberHomeBuilding, useHomeBuilding } from '@/app/_components/home-building';
import { useDisplayLocale } from '@/app/_components/use-display-locale';
import { type PageSurroundings, WithBuildings } from '@/app/(employee)/_filters/with-buildings';
import { BuildingDay } from '@/app/(employee)/grid/building-day';
import { GridPageSkeleton } from '@/app/(employee)/grid/grid-skeleton';
import { type GridState, writeGridState } from '@/app/(employee)/grid/grid-state';
import { GridToolbar } from '@/app/(employee)/grid/grid-toolbar';
import type { GridView } from '@/app/(employee)/grid/grid-view';
import { resolveDay } from '@/app/(employee)/grid/resolve-day';
import { type ChangeGrid, useGridState } from '@/app/(employee)/grid/use-grid-state';
import { BuildingWeek } from '@/app/(employee)/grid/week/building-week';
import type { OpenDay } from '@/app/(employee)/grid/week/open-day';
import { shownDays } from '@/app/(employee)/grid/week/week-days';
import type { CalendarDate } from '@/lib/core/time/wall-time';
import type { RoomAnswer } from '@/lib/http/contract/places';
import { weekRules } from '@/lib/i18n/week-rules';

/** The rooms of a building through a day or a week. */
export function GridPage() {
  const t = useTranslations();
  return (
    <WithBuildings errorTitle={t('grid.errorTitle')} skeleton={<GridPageSkeleton />}>
      {(around) => <ChosenView {...around} />}
    </WithBuildings>
  );
}

function ChosenView({ now, readerZone, buildings }: PageSurroundings) {
  const [state, changeAddress] = useGridState();
  const [isOpened, setOpened] = useState(false);
  const rememberedBuildingId = useHomeBuilding();
  const around = { now, readerZone, buildings, rememberedBuildingId };
  const { building, date, today, zone } = resolveDay(state, around);
  const change = useCallback<ChangeGrid>(
    (wanted, step) => {
      if (wanted.building) rememberHomeBuilding(wanted.building);
      setOpened(wanted.view === 'day' && Boolean(wanted.room));
      changeAddress(wanted, step);
    },
    [changeAddress],
  );
  const openDay = useOpenDay(state, change);
  const days = useShownDays(state.view, date);
  if (!building) return null;
  const parts = { building, date, zone, change, now, filters: state };
  return (
    <div className="flex flex-col sm:max-h-[calc(100dvh-5.75rem)] print:block print:max-h-none">
      <GridToolbar {...parts} {...{ state, days, buildings, today, readerZone }} />
      {state.view === 'day' ? (
        <BuildingDay {...parts} zoom={state.zoom} wishedRoomId={state.room} isOpened={isOpened} />
      ) : (
        <BuildingWeek {...parts} {...{ days, openDay }} wishedRoomId={state.room} />
      )}
    </div>
  );
}

/** The same days for as long as the view is the same. */
function useShownDays(view: GridView, date: CalendarDate): readonly CalendarDate[] {
  const locale = useDisplayLocale();
  const { year, month, day } = date;
  return useMemo(
    () => shownDays(view, { year, month, day }, weekRules(locale)),
    [view, year, month, day, locale],
  );
}

function useOpenDay(state: GridState, change: ChangeGrid): OpenDay {
  return useMemo(() => {
    const dayIn = (room: RoomAnswer, date: CalendarDate) =>
      ({ view: 'day', room: room.id, date }) as const;
    return {
      open: (room, date) => change(dayIn(room, date)),
      addressOf: (room, date) => `/grid${writeGridState({ ...state, ...dayIn(room, date) })}`,
    };
  }, [state, change]);
}
