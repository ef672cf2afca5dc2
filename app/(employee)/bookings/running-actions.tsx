'use client';

import { useTranslations } from 'next-intl';
import { Button } from '@/app/_components/button';
import { useDisplayLocale } from '@/app/_components/use-display-locale';
import { ChangeFailure } from '@/app/(employee)/bookings/change-failure';
import { isDateOfSeries } from '@/app/(employee)/bookings/is-date-of-series';
import { useBookingChange } from '@/app/(employee)/bookings/use-booking-change';
import { addMs, formatInstant, type Instant, instant, minuteMs } from '@/lib/core/time/instant';
import { zoneId } from '@/lib/core/time/zone';
import { readInterval } from '@/lib/http/client/read-instant';
import type { BookingAnswer } from '@/lib/http/contract/bookings';
import { formatTime } from '@/lib/i18n/format-time';

interface RunningActionsProps {
  readonly booking: BookingAnswer;
  readonly now: Instant;
  readonly onDone: (words: string) => void;
}

const extensionsMinutes = [15, 30];

/** Gives a room back early, or keeps it longer, while the meeting runs. */
export function RunningActions({ booking, now, onDone }: RunningActionsProps) {
  const t = useTranslations('change');
  const locale = useDisplayLocale();
  const changing = useBookingChange();
  const { start, end } = readInterval(booking);
  const zone = zoneId(booking.rooms[0]?.timeZone ?? booking.timeZone);
  const thisMinute = instant(Math.floor(now / minuteMs) * minuteMs);
  const endAt = (newEnd: Instant) => {
    const { id, etag, title } = booking;
    const scope = isDateOfSeries(booking) ? 'one' : undefined;
    const change = { start: formatInstant(start), end: formatInstant(newEnd) };
    const told = t('endsAt', { title, time: formatTime(newEnd, zone, locale) });
    changing.mutate({ booking: { id, etag, scope }, change }, { onSuccess: () => onDone(told) });
  };
  return (
    <div className="grid gap-2 pt-1">
      <div className="flex flex-wrap gap-1">
        <Button
          size="small"
          disabled={changing.isPending || thisMinute <= start}
          onClick={() => endAt(thisMinute)}
        >
          {t('endNow')}
        </Button>
        {extensionsMinutes.map((minutes) => (
          <Button
            key={minutes}
            size="small"
            disabled={changing.isPending}
            onClick={() => endAt(addMs(end, minutes * minuteMs))}
          >
            {t('extend', { minutes })}
          </Button>
        ))}
      </div>
      <ChangeFailure error={changing.error} onReload={changing.reset} />
    </div>
  );
}
