'use client';

import { classNames } from '@/app/_components/class-names';
import { useDisplayLocale } from '@/app/_components/use-display-locale';
import { RoomsHead } from '@/app/(employee)/grid/rooms-head';
import { stripOf } from '@/app/(employee)/grid/week/day-strip';
import { type CalendarDate, formatDate } from '@/lib/core/time/wall-time';
import type { ZoneId } from '@/lib/core/time/zone';
import { formatCalendarDate, formatNearDay } from '@/lib/i18n/format-date';
import { formatTime } from '@/lib/i18n/format-time';

interface WeekHeadProps {
  readonly days: readonly CalendarDate[];
  readonly zone: ZoneId;
  readonly today: CalendarDate;
  readonly roomCount: number;
}

/** The days, which stay while the rooms scroll beneath them, and between which hours strips are. */
export function WeekHead({ days, zone, today, roomCount }: WeekHeadProps) {
  return (
    <thead className="sticky top-0 z-20 block">
      <tr aria-rowindex={1} className="flex h-11 border-b border-edge bg-surface text-12">
        <RoomsHead count={roomCount} />
        {days.map((date, cell) => (
          <DayHead key={formatDate(date)} {...{ date, zone, today, cell }} />
        ))}
      </tr>
    </thead>
  );
}

interface DayHeadProps extends Omit<WeekHeadProps, 'days' | 'roomCount'> {
  readonly date: CalendarDate;
  readonly cell: number;
}

function DayHead({ date, zone, today, cell }: DayHeadProps) {
  const locale = useDisplayLocale();
  const isToday = formatDate(date) === formatDate(today);
  const day = formatCalendarDate(date, 'short', locale);
  const { start, end } = stripOf(date, zone);
  return (
    <th
      scope="col"
      aria-colindex={cell + 2}
      className={classNames(
        'grid w-(--day) shrink-0 content-center border-s border-hairline px-2 text-start',
        isToday && 'bg-accent-soft text-accent-strong',
      )}
    >
      <span className="truncate font-semibold first-letter:uppercase">
        {isToday ? formatNearDay(date, today, locale) : day}
        {isToday && <span className="sr-only">, {day}</span>}
      </span>
      <span aria-hidden className="flex justify-between font-regular text-quiet">
        <span>{formatTime(start, zone, locale)}</span>
        <span>{formatTime(end, zone, locale)}</span>
      </span>
    </th>
  );
}
