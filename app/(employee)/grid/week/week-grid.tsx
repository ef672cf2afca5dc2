'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useId, useMemo, useRef, useState } from 'react';
import { classNames } from '@/app/_components/class-names';
import type { GridCursor } from '@/app/(employee)/grid/grid-cursor';
import { GridFoot } from '@/app/(employee)/grid/grid-foot';
import { gridRole } from '@/app/(employee)/grid/grid-roles';
import { gridLines } from '@/app/(employee)/grid/grid-rows';
import { useGridCursor } from '@/app/(employee)/grid/use-grid-cursor';
import type { ChangeGrid } from '@/app/(employee)/grid/use-grid-state';
import { useWeekKeyboard } from '@/app/(employee)/grid/week/use-week-keyboard';
import { WeekBody } from '@/app/(employee)/grid/week/week-body';
import { WeekHead } from '@/app/(employee)/grid/week/week-head';
import type { WeekParts } from '@/app/(employee)/grid/week/week-row';
import { dayMs, type Instant } from '@/lib/core/time/instant';
import { dateOf } from '@/lib/core/time/wall-time';
import type { BuildingAnswer, RoomAnswer } from '@/lib/http/contract/places';
import { formatCalendarRange } from '@/lib/i18n/format-date';

interface WeekGridProps extends WeekParts {
  readonly building: BuildingAnswer;
  readonly rooms: readonly RoomAnswer[];
  /** Where the keyboard begins. */
  readonly first: GridCursor;
  readonly isLoading: boolean;
  readonly updatedAt: Instant | null;
  readonly change: ChangeGrid;
}

/** Rooms down the side, the days of a week to the right; only the rooms in view are in the page. */
export function WeekGrid(props: WeekGridProps) {
  const { building, rooms, first, isLoading, updatedAt, change, ...parts } = props;
  const { days, zone, now } = parts;
  const t = useTranslations('grid');
  const locale = useLocale();
  const hintId = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [told, tell] = useState('');
  const lines = useMemo(() => gridLines(rooms), [rooms]);
  const bounds = { rows: rooms.length, cells: days.length, cellMs: dayMs };
  const { cursor, moveTo, focusTarget } = useGridCursor(bounds, first, 'show');
  const onKeyDown = useWeekKeyboard({ days, rows: rooms.length, cursor, moveTo, change, tell });
  const cursorLine = lines.findIndex((line) => line.kind === 'room' && line.row === cursor.row);
  const [from, to] = [days[0], days.at(-1)];
  const date = from && to ? formatCalendarRange(from, to, locale) : '';
  return (
    <>
      <div
        ref={scroller}
        className="@container isolate min-h-48 overflow-auto rounded-control border border-hairline bg-surface [--room:11rem] lg:[--room:15rem]"
      >
        <div
          className={classNames(
            'relative [--day:max(104px,(100cqw-var(--room))/var(--days))]',
            days.length > 5 ? '[--days:7]' : '[--days:5]',
          )}
          style={{ width: `calc(var(--room) + ${days.length} * var(--day))` }}
        >
          <table
            {...gridRole}
            aria-label={t('label', { building: building.name, date })}
            aria-describedby={hintId}
            aria-rowcount={lines.length + 1}
            aria-colcount={days.length + 1}
            aria-busy={isLoading}
            onKeyDown={onKeyDown}
            className="block"
          >
            <WeekHead {...{ days, zone }} today={dateOf(now, zone)} roomCount={rooms.length} />
            <WeekBody {...parts} {...{ lines, cursorLine, scroller, cursor, focusTarget }} />
          </table>
        </div>
      </div>
      <GridFoot hint={t('weekHint')} {...{ hintId, updatedAt, zone }} />
      <p role="status" className="sr-only">
        {told}
      </p>
    </>
  );
}
