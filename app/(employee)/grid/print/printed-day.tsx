'use client';

import { useLocale } from 'next-intl';
import { classNames } from '@/app/_components/class-names';
import { stateClasses } from '@/app/_components/state-swatch';
import type { DayAxis } from '@/app/(employee)/grid/day-axis';
import { PrintedFrame, type PrintedParts } from '@/app/(employee)/grid/print/printed-frame';
import { printedWindow } from '@/app/(employee)/grid/print/printed-window';
import { isTaken, type Stretch } from '@/app/(employee)/grid/room-day';
import type { DayOf } from '@/app/(employee)/grid/use-room-days';
import { type StretchWords, useStretchWords } from '@/app/(employee)/grid/use-stretch-words';
import { clip, type Interval } from '@/lib/core/time/interval';
import { formatCalendarDate } from '@/lib/i18n/format-date';

interface PrintedDayProps extends Omit<PrintedParts, 'zone'> {
  readonly axis: DayAxis;
  readonly dayOf: DayOf;
}

/** The day of every room of a building, on paper. */
export function PrintedDay({ axis, dayOf, ...parts }: PrintedDayProps) {
  const locale = useLocale();
  const words = useStretchWords(axis);
  const window = printedWindow(axis, parts.rooms.map(dayOf));
  const hours = axis.hours.filter(({ at }) => at >= window.start && at < window.end);
  return (
    <PrintedFrame
      {...parts}
      zone={axis.zone}
      title={formatCalendarDate(axis.date, 'full', locale)}
      columns={1}
      heads={
        <th scope="col" className="relative h-6 border-b border-edge">
          {hours.map(({ at }) => (
            <span
              key={at}
              className="absolute inset-y-0 border-s border-hairline ps-1"
              style={{ insetInlineStart: shareIn(window, { start: window.start, end: at }) }}
            >
              {words.time(at)}
            </span>
          ))}
        </th>
      }
      cells={(room) => (
        <td className="relative h-10">
          {dayOf(room).map((stretch) => (
            <Piece key={stretch.start} {...{ stretch, window, words }} />
          ))}
        </td>
      )}
    />
  );
}

interface PieceProps {
  readonly stretch: Stretch;
  readonly window: Interval;
  readonly words: StretchWords;
}

/** What is still to come is no more known than what cannot be read. */
const pieceClasses = {
  ...stateClasses,
  mine: `${stateClasses.mine} font-semibold`,
  past: stateClasses.closed,
  loading: stateClasses.unknown,
} as const;

/** A stretch that is not free. */
function Piece({ stretch, window, words }: PieceProps) {
  const { state } = stretch;
  const seen = clip(stretch, window);
  if (!seen || state === 'free') return null;
  // Paper hangs on doors, where everybody reads it.
  const isTold = isTaken(stretch) && !stretch.isPrivate;
  const text = (isTold ? words.title(stretch) : null) ?? words.state(stretch);
  return (
    <div
      className={classNames(
        'absolute inset-y-0.5 overflow-clip border border-edge leading-4',
        pieceClasses[state],
      )}
      style={{
        insetInlineStart: shareIn(window, { start: window.start, end: seen.start }),
        width: shareIn(window, seen),
      }}
    >
      {state !== 'past' && (
        <span className={classNames('px-0.5', state !== 'busy' && 'bg-surface')}>{text}</span>
      )}
    </div>
  );
}

function shareIn(window: Interval, { start, end }: Interval): string {
  return `${((end - start) / (window.end - window.start)) * 100}%`;
}
