'use client';

import { useQueries } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'next-intl';
import type { BookingDraft } from '@/app/_components/booking-context';
import { Button } from '@/app/_components/button';
import { useReaderZone } from '@/app/_components/reader';
import { RoomTime } from '@/app/_components/room-time';
import { useFloorText } from '@/app/_components/use-floor-text';
import { parseInstant } from '@/lib/core/time/instant';
import { zoneId } from '@/lib/core/time/zone';
import { roomQuery } from '@/lib/http/client/places-queries';
import type { Problem } from '@/lib/http/contract/problem';
import { formatTimeRange, sameClock } from '@/lib/i18n/format-time';

interface AlternativesProps {
  readonly alternatives: NonNullable<Problem['alternatives']>;
  readonly disabled: boolean;
  readonly onTake: (wanted: BookingDraft) => void;
}

/** The nearest other rooms and times, each one press from being booked instead. */
export function Alternatives({ alternatives, disabled, onTake }: AlternativesProps) {
  const t = useTranslations();
  const locale = useLocale();
  const readerZone = useReaderZone();
  const floorText = useFloorText();
  const rooms = useQueries({ queries: alternatives.map(({ roomId }) => roomQuery(roomId)) });
  return (
    <ul className="mt-2 grid gap-2">
      {alternatives.map(({ roomId, start, end, reason }, index) => {
        const room = rooms[index]?.data;
        const from = parseInstant(start);
        const to = parseInstant(end);
        if (!room || from === null || to === null) return null;
        const wanted = { roomId, start: from, end: to };
        const zone = zoneId(room.timeZone);
        const range = formatTimeRange(wanted, zone, locale);
        return (
          <li key={`${roomId} ${start}`} className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <Button disabled={disabled} onClick={() => onTake(wanted)}>
              {t('book.takeAlternative', { room: room.name, range })}
            </Button>
            <span className="text-12">
              {t(`suggestionReason.${reason}`)}, {floorText(room.floor)}
              {readerZone !== null && !sameClock(from, zone, readerZone) && (
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
