'use client';

import { useQueries } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'next-intl';
import { Button } from '@/app/_components/button';
import { useReaderZone } from '@/app/_components/reader';
import { RoomTime } from '@/app/_components/room-time';
import { useFloorText } from '@/app/_components/use-floor-text';
import type { Interval } from '@/lib/core/time/interval';
import { zoneId } from '@/lib/core/time/zone';
import { roomQuery } from '@/lib/http/client/places-queries';
import { readInterval } from '@/lib/http/client/read-instant';
import type { RoomAnswer } from '@/lib/http/contract/places';
import type { Problem } from '@/lib/http/contract/problem';
import { formatTimeRange, sameClock } from '@/lib/i18n/format-time';

export type TakeAlternative = (room: RoomAnswer, time: Interval) => void;

interface AlternativesProps {
  readonly alternatives: NonNullable<Problem['alternatives']>;
  /** What a press does. */
  readonly verb: 'takeAlternative' | 'moveAlternative';
  readonly disabled: boolean;
  readonly onTake: TakeAlternative;
}

/** The nearest other rooms and times, each one press from being taken instead. */
export function Alternatives({ alternatives, verb, disabled, onTake }: AlternativesProps) {
  const t = useTranslations();
  const locale = useLocale();
  const readerZone = useReaderZone();
  const floorText = useFloorText();
  const rooms = useQueries({ queries: alternatives.map(({ roomId }) => roomQuery(roomId)) });
  return (
    <ul className="mt-2 grid gap-2">
      {alternatives.map(({ roomId, start, end, reason }, index) => {
        const room = rooms[index]?.data;
        if (!room) return null;
        const wanted = readInterval({ start, end });
        const zone = zoneId(room.timeZone);
        const range = formatTimeRange(wanted, zone, locale);
        return (
          <li key={`${roomId} ${start}`} className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <Button disabled={disabled} onClick={() => onTake(room, wanted)}>
              {t(`book.${verb}`, { room: room.name, range })}
            </Button>
            <span className="text-12">
              {t(`suggestionReason.${reason}`)}, {floorText(room.floor)}
              {readerZone !== null && !sameClock(wanted.start, zone, readerZone) && (
                <>
                  {', '}
                  <RoomTime interval={wanted} zone={zone} readerZone={readerZone} />
                </>
              )}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
