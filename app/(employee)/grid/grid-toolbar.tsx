'use client';

import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { Button } from '@/app/_components/button';
import { DatePicker } from '@/app/_components/date-picker';
import { Field } from '@/app/_components/field';
import { IconButton } from '@/app/_components/icon-button';
import { Select } from '@/app/_components/select';
import type { DayAxis } from '@/app/(employee)/grid/day-axis';
import type { ChangeGrid } from '@/app/(employee)/grid/use-grid-state';
import { parseZoom, zooms } from '@/app/(employee)/grid/zoom';
import { addDays, type CalendarDate, formatDate } from '@/lib/core/time/wall-time';
import type { ZoneId } from '@/lib/core/time/zone';
import type { BuildingAnswer } from '@/lib/http/contract/places';
import { formatCalendarDate, formatNearDay } from '@/lib/i18n/format-date';
import { formatMinutes } from '@/lib/i18n/format-minutes';
import { formatZone, sameClock } from '@/lib/i18n/format-time';

interface GridToolbarProps {
  readonly axis: DayAxis;
  readonly building: BuildingAnswer;
  readonly buildings: readonly BuildingAnswer[];
  readonly today: CalendarDate;
  readonly readerZone: ZoneId;
  readonly change: ChangeGrid;
}

/** The day, large, and beside it how to get to another day or building. */
export function GridToolbar(props: GridToolbarProps) {
  const { building, buildings, change } = props;
  const t = useTranslations('grid');
  return (
    <div className="mb-4 flex flex-wrap items-end justify-between gap-x-8 gap-y-4">
      <DayTitle {...props} />
      <div className="flex flex-wrap items-end gap-3 max-sm:w-full">
        <Field label={t('building')} className="w-52 max-sm:w-full">
          {(control) => (
            <Select
              {...control}
              value={building.id}
              onChange={(event) => change({ building: event.currentTarget.value, room: null })}
            >
              {buildings.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <DayPicker {...props} />
        <ZoomField {...props} />
      </div>
    </div>
  );
}

/** How much time a step is; a phone shows no grid and has no steps. */
function ZoomField({ axis, change }: GridToolbarProps) {
  const t = useTranslations('grid');
  const locale = useLocale();
  return (
    <Field label={t('zoom')} className="w-26 max-sm:hidden">
      {(control) => (
        <Select
          {...control}
          value={axis.zoom}
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

function DayTitle({ axis, today, readerZone }: GridToolbarProps) {
  const t = useTranslations();
  const locale = useLocale();
  const { date, zone, window } = axis;
  const near = formatNearDay(date, today, locale);
  const differs = !sameClock(window.start, zone, readerZone);
  const zoneName = `${zone} (${formatZone(window.start, zone, locale)})`;
  return (
    <h1>
      <span className="block text-14 text-quiet">
        {t('grid.title')}
        {near && `, ${near}`}
        {differs && `. ${t('common.zone', { zone: zoneName })}`}
      </span>
      <span className="block text-28 font-semibold tracking-tight first-letter:uppercase">
        {formatCalendarDate(date, 'long', locale)}
      </span>
    </h1>
  );
}

function DayPicker({ axis, today, change }: GridToolbarProps) {
  const t = useTranslations();
  const { date } = axis;
  const isToday = formatDate(date) === formatDate(today);
  const goTo = (wanted: CalendarDate) =>
    change({ date: formatDate(wanted) === formatDate(today) ? null : wanted });
  return (
    <div className="flex items-end gap-2 max-sm:w-full">
      <IconButton
        icon={ChevronLeft}
        label={t('calendar.previousDay')}
        onClick={() => goTo(addDays(date, -1))}
      />
      <Field label={t('search.date')} className="w-38 max-sm:min-w-0 max-sm:grow">
        {(control) => <DatePicker control={control} value={date} today={today} onChange={goTo} />}
      </Field>
      <IconButton
        icon={ChevronRight}
        label={t('calendar.nextDay')}
        onClick={() => goTo(addDays(date, 1))}
      />
      <Button disabled={isToday} onClick={() => goTo(today)}>
        {t('calendar.today')}
      </Button>
    </div>
  );
}
