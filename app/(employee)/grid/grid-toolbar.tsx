'use client';

import { ChevronLeft, ChevronRight, Printer, SlidersHorizontal } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { useId, useState } from 'react';
import { Button } from '@/app/_components/button';
import { DatePicker } from '@/app/_components/date-picker';
import { Field } from '@/app/_components/field';
import { IconButton } from '@/app/_components/icon-button';
import { Select } from '@/app/_components/select';
import { FilterPanel } from '@/app/(employee)/grid/filter-panel';
import { countGridFilters, type GridState } from '@/app/(employee)/grid/grid-state';
import { daysPerPage, gridViews, parseView } from '@/app/(employee)/grid/grid-view';
import type { ChangeGrid } from '@/app/(employee)/grid/use-grid-state';
import { parseZoom, zooms } from '@/app/(employee)/grid/zoom';
import { addDays, type CalendarDate, dayWindow, formatDate } from '@/lib/core/time/wall-time';
import type { ZoneId } from '@/lib/core/time/zone';
import type { BuildingAnswer } from '@/lib/http/contract/places';
import { formatCalendarDate, formatCalendarRange, formatNearDay } from '@/lib/i18n/format-date';
import { formatMinutes } from '@/lib/i18n/format-minutes';
import { formatZone, sameClock } from '@/lib/i18n/format-time';

interface GridToolbarProps {
  readonly state: GridState;
  /** The chosen day, and those that are shown with it. */
  readonly date: CalendarDate;
  readonly days: readonly CalendarDate[];
  readonly zone: ZoneId;
  readonly building: BuildingAnswer;
  readonly buildings: readonly BuildingAnswer[];
  readonly today: CalendarDate;
  readonly readerZone: ZoneId;
  readonly change: ChangeGrid;
}

/**
 * The day or week, large, and beside it how to get to another, or to another building. Server and
 * browser may spell a date differently; either is right. What ends at the window's edge would move
 * with each piece of it that arrives, so it is seen once its last button is there.
 */
export function GridToolbar(props: GridToolbarProps) {
  const { state, building, buildings, change } = props;
  const t = useTranslations('grid');
  const panelId = useId();
  const [isOpen, setOpen] = useState(false);
  const active = countGridFilters(state);
  return (
    <div className="mb-4 flex flex-wrap items-end justify-between gap-x-4 gap-y-4 print:hidden">
      <GridTitle {...props} />
      <div className="flex flex-wrap items-end gap-x-2 gap-y-3 not-has-[>button+button]:invisible max-sm:w-full">
        <Field label={t('building')} className="w-40 max-sm:w-full">
          {(control) => (
            <Select
              {...control}
              value={building.id}
              onChange={(event) =>
                change({ building: event.currentTarget.value, room: null, floor: null })
              }
            >
              {buildings.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={t('view')} className="w-32 max-sm:w-full">
          {(control) => (
            <Select
              {...control}
              value={state.view}
              onChange={(event) => change({ view: parseView(event.currentTarget.value) })}
            >
              {gridViews.map((view) => (
                <option key={view} value={view}>
                  {t(`views.${view}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <PagePicker {...props} />
        {state.view === 'day' && <ZoomField {...props} />}
        <Button aria-expanded={isOpen} aria-controls={panelId} onClick={() => setOpen(!isOpen)}>
          <SlidersHorizontal aria-hidden size={16} />
          {active > 0 ? t('filtersActive', { count: active }) : t('filters')}
        </Button>
        <IconButton
          icon={Printer}
          label={t('print')}
          className="max-sm:hidden"
          onClick={() => window.print()}
        />
      </div>
      {isOpen && <FilterPanel id={panelId} filters={state} {...{ building, change }} />}
    </div>
  );
}

/** How much time a step is; a phone shows no grid and has no steps. */
function ZoomField({ state, change }: GridToolbarProps) {
  const t = useTranslations('grid');
  const locale = useLocale();
  return (
    <Field label={t('zoom')} className="w-24 max-sm:hidden">
      {(control) => (
        <Select
          {...control}
          value={state.zoom}
          onChange={(event) => change({ zoom: parseZoom(event.currentTarget.value) })}
        >
          {zooms.map((zoom) => (
            <option key={zoom} value={zoom}>
              {formatMinutes(zoom, locale)}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}

function GridTitle({ state, date, days, zone, today, readerZone }: GridToolbarProps) {
  const t = useTranslations();
  const locale = useLocale();
  const { start } = dayWindow(days[0] ?? date, zone);
  const isDay = state.view === 'day';
  const near = isDay ? formatNearDay(date, today, locale) : null;
  const differs = !sameClock(start, zone, readerZone);
  const zoneName = `${zone} (${formatZone(start, zone, locale)})`;
  return (
    <h1>
      <span suppressHydrationWarning className="block text-14 text-quiet">
        {t('grid.title')}
        {near && `, ${near}`}
        {differs && `. ${t('common.zone', { zone: zoneName })}`}
      </span>
      <span
        suppressHydrationWarning
        className="block text-28 font-semibold tracking-tight first-letter:uppercase"
      >
        {isDay
          ? formatCalendarDate(date, 'long', locale)
          : formatCalendarRange(days[0] ?? date, days.at(-1) ?? date, locale)}
      </span>
    </h1>
  );
}

function PagePicker({ state, date, days, today, change }: GridToolbarProps) {
  const t = useTranslations();
  const isOn = (day: CalendarDate) => formatDate(day) === formatDate(today);
  const goTo = (wanted: CalendarDate) => change({ date: isOn(wanted) ? null : wanted });
  const by = daysPerPage(state.view);
  const [previous, next] =
    state.view === 'day'
      ? [t('calendar.previousDay'), t('calendar.nextDay')]
      : [t('room.previousWeek'), t('room.nextWeek')];
  return (
    <div className="flex items-end gap-2 max-sm:w-full">
      <IconButton icon={ChevronLeft} label={previous} onClick={() => goTo(addDays(date, -by))} />
      <Field label={t('search.date')} className="w-38 max-sm:min-w-0 max-sm:grow">
        {(control) => <DatePicker control={control} value={date} today={today} onChange={goTo} />}
      </Field>
      <IconButton icon={ChevronRight} label={next} onClick={() => goTo(addDays(date, by))} />
      <Button disabled={days.some(isOn)} onClick={() => goTo(today)}>
        {t('calendar.today')}
      </Button>
    </div>
  );
}
