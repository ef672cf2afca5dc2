'use client';

import { useTranslations } from 'next-intl';
import { Button } from '@/app/_components/button';
import { Notice } from '@/app/_components/notice';
import { useDisplayLocale } from '@/app/_components/use-display-locale';
import { zoneId } from '@/lib/core/time/zone';
import { readInterval } from '@/lib/http/client/read-instant';
import type { BookingAnswer } from '@/lib/http/contract/bookings';
import { formatTimeRange } from '@/lib/i18n/format-time';

interface ConflictMarkProps {
  readonly booking: BookingAnswer;
  readonly onMove: (() => void) | undefined;
}

/** Somebody wrote into the room's calendar past Foyer: where, when, and the way to another room. */
export function ConflictMark({ booking, onMove }: ConflictMarkProps) {
  const t = useTranslations('change');
  const locale = useDisplayLocale();
  const { rooms, conflicts, timeZone } = booking;
  return (
    <Notice
      tone="warning"
      title={t('conflictTitle')}
      actions={onMove && <Button onClick={onMove}>{t('move')}</Button>}
    >
      <ul>
        {conflicts.map((conflict) => {
          const room = rooms.find(({ id }) => id === conflict.roomId);
          const zone = zoneId(room?.timeZone ?? timeZone);
          const range = formatTimeRange(readInterval(conflict), zone, locale);
          return (
            <li key={`${conflict.roomId} ${conflict.start}`}>
              {t('conflictIn', { room: room?.name ?? '', range })}
            </li>
          );
        })}
      </ul>
    </Notice>
  );
}
