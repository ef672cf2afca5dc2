'use client';

import { classNames } from '@/app/_components/class-names';
import { useDisplayLocale } from '@/app/_components/use-display-locale';
import type { AxisHour, DayAxis } from '@/app/(employee)/grid/day-axis';
import { RoomsHead } from '@/app/(employee)/grid/rooms-head';
import { hoursInView } from '@/app/(employee)/grid/zoom';
import { hourMs, type Instant } from '@/lib/core/time/instant';
import { formatTime } from '@/lib/i18n/format-time';

interface GridHeadProps {
  readonly axis: DayAxis;
  readonly now: Instant;
  readonly roomCount: number;
}

/** The hours, which stay while the rooms scroll beneath them. */
export function GridHead({ axis, now, roomCount }: GridHeadProps) {
  return (
    <thead className="sticky top-0 z-20 block">
      <tr aria-rowindex={1} className="flex h-8 border-b border-edge bg-surface text-12">
        <RoomsHead count={roomCount} />
        {axis.hours.map((hour) => (
          <HourHead key={hour.at} {...{ axis, now, hour }} />
        ))}
      </tr>
    </thead>
  );
}

/**
 * So near the present, an hour's figures would lie half under the present's own: in shares of what
 * is in view.
 */
const nearNow = { before: 0.018, after: 0.068 };

interface HourHeadProps {
  readonly axis: DayAxis;
  readonly now: Instant;
  readonly hour: AxisHour;
}

/** A full hour; the present time stands in the hour it belongs to. */
function HourHead({ axis, now, hour: { at, cell, span } }: HourHeadProps) {
  const locale = useDisplayLocale();
  const sinceCells = (now - at) / axis.cellMs;
  const sinceShare = (now - at) / hourMs / hoursInView[axis.zoom];
  const isUnderNow = sinceShare > -nearNow.before && sinceShare < nearNow.after;
  return (
    <th
      scope="col"
      aria-colindex={Math.floor(cell) + 2}
      aria-colspan={Math.max(1, Math.floor(span))}
      className={classNames(
        'relative flex shrink-0 items-center border-s border-hairline text-start font-semibold',
        axis.zoom === 60 ? 'ps-0.5' : 'ps-1.5',
      )}
      style={{ width: `calc(${span} * var(--cell))` }}
    >
      <span className={isUnderNow ? 'opacity-0' : undefined}>
        {formatTime(at, axis.zone, locale)}
      </span>
      {sinceCells >= 0 && sinceCells < span && (
        <span
          aria-hidden
          className="forced-exact absolute z-10 -translate-x-1/2 rounded-[4px] bg-accent px-1 text-on-accent"
          style={{ insetInlineStart: `calc(${sinceCells} * var(--cell))` }}
        >
          {formatTime(now, axis.zone, locale)}
        </span>
      )}
    </th>
  );
}
