'use client';

import { type MouseEvent, memo, type RefObject } from 'react';
import type { FeatureNames } from '@/app/_components/use-feature-names';
import { roomCell } from '@/app/(employee)/grid/grid-cursor';
import { gridCellRole } from '@/app/(employee)/grid/grid-roles';
import { RoomCell } from '@/app/(employee)/grid/room-cell';
import type { Stretch } from '@/app/(employee)/grid/room-day';
import type { DaysOf } from '@/app/(employee)/grid/use-room-days';
import { DaySummary } from '@/app/(employee)/grid/week/day-summary';
import type { OpenDay } from '@/app/(employee)/grid/week/open-day';
import type { WeekWords } from '@/app/(employee)/grid/week/use-week-words';
import type { Instant } from '@/lib/core/time/instant';
import { type CalendarDate, isoWeekday } from '@/lib/core/time/wall-time';
import type { ZoneId } from '@/lib/core/time/zone';
import type { RoomAnswer } from '@/lib/http/contract/places';

export interface WeekParts {
  readonly days: readonly CalendarDate[];
  readonly zone: ZoneId;
  readonly now: Instant;
  readonly daysOf: DaysOf;
  readonly words: WeekWords;
  readonly openDay: OpenDay;
}

interface WeekRowProps extends WeekParts {
  readonly room: RoomAnswer;
  readonly featureNames: FeatureNames;
  readonly index: number;
  readonly topPx: number;
  /** The day that the keyboard is on; null: it is in another row. */
  readonly cursorCell: number | null;
  readonly focusTarget: RefObject<HTMLElement | null> | null;
}

/** A room and its week. */
export const WeekRow = memo(function WeekRow(props: WeekRowProps) {
  const { room, featureNames, index, topPx, ...rest } = props;
  const { days, daysOf, cursorCell, focusTarget, ...parts } = rest;
  return (
    <tr
      aria-rowindex={index + 2}
      className="absolute inset-x-0 flex h-10 border-b border-hairline"
      style={{ top: topPx }}
    >
      <RoomCell
        {...{ room, featureNames }}
        focusTarget={cursorCell === roomCell ? focusTarget : null}
      />
      {days.map((date, cell) => (
        <DayCell
          key={isoWeekday(date)}
          {...parts}
          {...{ room, date, cell }}
          day={daysOf(room, cell)}
          focusTarget={cursorCell === cell ? focusTarget : null}
        />
      ))}
    </tr>
  );
});

interface DayCellProps extends Omit<WeekParts, 'days' | 'daysOf'> {
  readonly room: RoomAnswer;
  readonly date: CalendarDate;
  readonly cell: number;
  readonly day: readonly Stretch[];
  /** Null: the keyboard is elsewhere. */
  readonly focusTarget: RefObject<HTMLElement | null> | null;
}

/** One day of a room, which leads to that day. */
function DayCell(props: DayCellProps) {
  const { room, date, zone, cell, day, now, words, openDay, focusTarget } = props;
  const open = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    openDay.open(room, date);
  };
  return (
    <td {...gridCellRole} aria-colindex={cell + 2} className="w-(--day) shrink-0">
      <a
        ref={focusTarget as RefObject<HTMLAnchorElement | null> | null}
        href={openDay.addressOf(room, date)}
        tabIndex={focusTarget ? 0 : -1}
        aria-label={words.cell(room.name, date, day)}
        title={words.long(day)}
        onClick={open}
        className="block size-full scroll-ms-(--room) scroll-mt-12 border-s border-hairline px-2 py-1 text-12 -outline-offset-2 hover:bg-accent-soft"
      >
        <DaySummary {...{ date, zone, day, now }} words={words.short(day)} />
      </a>
    </td>
  );
}
