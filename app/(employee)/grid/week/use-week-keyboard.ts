'use client';

import { useLocale } from 'next-intl';
import type { KeyboardEvent } from 'react';
import { type GridCursor, moveCursor, moveOfKey } from '@/app/(employee)/grid/grid-cursor';
import { isRightToLeft } from '@/app/(employee)/grid/is-right-to-left';
import type { MoveTo } from '@/app/(employee)/grid/use-grid-cursor';
import type { ChangeGrid } from '@/app/(employee)/grid/use-grid-state';
import { addDays, type CalendarDate } from '@/lib/core/time/wall-time';
import { formatCalendarRange } from '@/lib/i18n/format-date';

interface WeekKeyboardNeeds {
  readonly days: readonly CalendarDate[];
  readonly rows: number;
  readonly cursor: GridCursor;
  readonly moveTo: MoveTo;
  readonly change: ChangeGrid;
  readonly tell: (words: string) => void;
}

/** The keys of a grid of days; Enter is the links' own. */
export function useWeekKeyboard(needs: WeekKeyboardNeeds) {
  const { days, rows, cursor, moveTo, change, tell } = needs;
  const locale = useLocale();
  const turnPage = (by: number) => {
    const [first, last] = [days[0], days.at(-1)];
    if (!first || !last) return;
    change({ date: addDays(first, by) });
    tell(formatCalendarRange(addDays(first, by), addDays(last, by), locale));
  };
  return (event: KeyboardEvent<HTMLElement>) => {
    if (event.altKey || event.metaKey || rows === 0) return;
    const move = moveOfKey(event, isRightToLeft(event.currentTarget));
    if (event.key === 'PageUp' || event.key === 'PageDown') {
      turnPage(event.key === 'PageUp' ? -7 : 7);
    } else if (move) moveTo(moveCursor(cursor, move, { rows, cells: days.length }));
    else return;
    event.preventDefault();
  };
}
