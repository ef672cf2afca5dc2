'use client';

import { useQueries } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import type { DateLineProps } from '@/app/_components/booking/dates/date-line-props';
import { toReplacementChoice } from '@/app/_components/booking/dates/to-replacement-choice';
import { Button } from '@/app/_components/button';
import { useDisplayLocale } from '@/app/_components/use-display-locale';
import { useFloorText } from '@/app/_components/use-floor-text';
import { zoneId } from '@/lib/core/time/zone';
import { roomQuery } from '@/lib/http/client/places-queries';
import { readInterval } from '@/lib/http/client/read-instant';
import { formatTimeRange } from '@/lib/i18n/format-time';

/** The nearest other rooms for one date. */
export function OtherRoomPanel({ row, rooms, durationMs, onChoose }: DateLineProps) {
  const t = useTranslations();
  const locale = useDisplayLocale();
  const floorText = useFloorText();
  const roomIds = rooms.map(({ id }) => id);
  const others = (row.told.alternatives ?? []).filter(({ roomId }) => !roomIds.includes(roomId));
  const answers = useQueries({ queries: others.map(({ roomId }) => roomQuery(roomId)) });
  if (others.length === 0) return <p className="text-12">{t('dates.noRoom')}</p>;
  return (
    <ul className="grid gap-2">
      {others.map((other, index) => {
        const room = answers[index]?.data;
        if (!room) return null;
        const time = readInterval(other);
        const isSameTime = time.start === row.start && time.end === row.end;
        const range = formatTimeRange(time, zoneId(room.timeZone), locale);
        const wanted = { ...time, roomId: room.id };
        return (
          <li
            key={`${other.roomId} ${other.start}`}
            className="flex flex-wrap items-center gap-x-2"
          >
            <Button
              size="small"
              onClick={() =>
                onChoose(
                  row.recurrenceId,
                  toReplacementChoice(row, wanted, { roomIds, durationMs }),
                )
              }
            >
              {isSameTime
                ? t('dates.takeRoom', { room: room.name })
                : t('dates.takeRoomTime', { room: room.name, range })}
            </Button>
            <span className="text-12 text-quiet">
              {t(`suggestionReason.${other.reason}`)}, {floorText(room.floor)}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
