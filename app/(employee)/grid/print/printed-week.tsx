'use client';

import { useLocale } from 'next-intl';
import { classNames } from '@/app/_components/class-names';
import { stateClasses } from '@/app/_components/state-swatch';
import { PrintedFrame, type PrintedParts } from '@/app/(employee)/grid/print/printed-frame';
import type { DaysOf } from '@/app/(employee)/grid/use-room-days';
import { onlyState } from '@/app/(employee)/grid/week/day-strip';
import type { WeekWords } from '@/app/(employee)/grid/week/use-week-words';
import { type CalendarDate, formatDate } from '@/lib/core/time/wall-time';
import { formatCalendarDate, formatCalendarRange } from '@/lib/i18n/format-date';

interface PrintedWeekProps extends PrintedParts {
  readonly days: readonly CalendarDate[];
  readonly daysOf: DaysOf;
  readonly words: WeekWords;
}

/** The week of every room of a building, on paper, each day in words. */
export function PrintedWeek({ days, daysOf, words, ...parts }: PrintedWeekProps) {
  const locale = useLocale();
  const [first, last] = [days[0], days.at(-1)];
  if (!first || !last) return null;
  return (
    <PrintedFrame
      {...parts}
      title={formatCalendarRange(first, last, locale)}
      columns={days.length}
      heads={days.map((date) => (
        <th key={formatDate(date)} scope="col" className="border-b border-edge ps-1 text-start">
          <span className="inline-block first-letter:uppercase">
            {formatCalendarDate(date, 'short', locale)}
          </span>
        </th>
      ))}
      cells={(room) =>
        days.map((date, index) => {
          const day = daysOf(room, index);
          const only = onlyState(day)?.state;
          const isUnknown = only === 'unknown' || only === 'loading';
          return (
            <td
              key={formatDate(date)}
              className={classNames(
                'border-s border-hairline px-1 py-1 align-top',
                isUnknown && stateClasses.unknown,
              )}
            >
              <span className={isUnknown ? 'bg-surface' : undefined}>{words.long(day)}</span>
            </td>
          );
        })
      }
    />
  );
}
