'use client';

import { useQueries } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { useReaderZone } from '@/app/_components/reader';
import { RoomTime } from '@/app/_components/room-time';
import { useDisplayLocale } from '@/app/_components/use-display-locale';
import { useFloorText } from '@/app/_components/use-floor-text';
import type { Interval } from '@/lib/core/time/interval';
import { zoneId } from '@/lib/core/time/zone';
import { roomQuery } from '@/lib/http/client/places-queries';
import { readInterval } from '@/lib/http/client/read-instant';
import type { RoomAnswer } from '@/lib/http/contract/places';
import type { Problem } from '@/lib/http/contract/problem';
import { formatTimeRange, sameClock } from '@/lib/i18n/format-time';

export interface Alternative {
  readonly room: RoomAnswer;
  readonly time: Interval;
  /** As the room's clock shows it: `14:00–14:30`. */
  readonly range: string;
}

interface AlternativeListProps {
  readonly alternatives: NonNullable<Problem['alternatives']>;
  /** How one of them is taken. */
  readonly renderWay: (alternative: Alternative) => ReactNode;
}

/** The nearest other rooms and times, each with its way there and why it is offered. */
export function AlternativeList({ alternatives, renderWay }: AlternativeListProps) {
  const t = useTranslations();
  const locale = useDisplayLocale();
  const readerZone = useReaderZone();
  const floorText = useFloorText();
  const rooms = useQueries({ queries: alternatives.map(({ roomId }) => roomQuery(roomId)) });
  return (
    <ul className="mt-2 grid gap-2">
      {alternatives.map(({ roomId, start, end, reason }, index) => {
        const room = rooms[index]?.data;
        if (!room) return null;
        const time = readInterval({ start, end });
        const zone = zoneId(room.timeZone);
        const range = formatTimeRange(time, zone, locale);
        return (
          <li key={`${roomId} ${start}`} className="flex flex-wrap items-center gap-x-3 gap-y-1">
            {renderWay({ room, time, range })}
            <span className="text-12">
              {t(`suggestionReason.${reason}`)}, {floorText(room.floor)}
              {readerZone !== null && !sameClock(time.start, zone, readerZone) && (
                <>
                  {', '}
                  <RoomTime interval={time} zone={zone} readerZone={readerZone} />
                </>
              )}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
