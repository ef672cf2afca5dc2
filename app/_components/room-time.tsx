'use client';

import { useDisplayLocale } from '@/app/_components/use-display-locale';
import type { Interval } from '@/lib/core/time/interval';
import type { ZoneId } from '@/lib/core/time/zone';
import { formatTimeRange, formatZone, sameClock } from '@/lib/i18n/format-time';

interface RoomTimeProps {
  readonly interval: Interval;
  readonly zone: ZoneId;
  readonly readerZone: ZoneId | null;
}

/** A stretch of time on the room's clock, its zone named only when the reader's clock differs. */
export function RoomTime({ interval, zone, readerZone }: RoomTimeProps) {
  const locale = useDisplayLocale();
  const differs = readerZone !== null && !sameClock(interval.start, zone, readerZone);
  return (
    <span>
      <span className="whitespace-nowrap">{formatTimeRange(interval, zone, locale)}</span>
      {differs && ' '}
      {differs && (
        <span className="whitespace-nowrap">{formatZone(interval.start, zone, locale)}</span>
      )}
    </span>
  );
}
