'use client';

import { useQuery } from '@tanstack/react-query';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/app/_components/button';
import { IconButton } from '@/app/_components/icon-button';
import { LoadError } from '@/app/_components/load-error';
import { Notice } from '@/app/_components/notice';
import { useDisplayLocale } from '@/app/_components/use-display-locale';
import { useNow } from '@/app/_components/use-now';
import { AgendaDay } from '@/app/(employee)/rooms/[id]/agenda-day';
import type { Instant } from '@/lib/core/time/instant';
import {
  addDays,
  type CalendarDate,
  dateOf,
  dayWindow,
  startOfWeek,
} from '@/lib/core/time/wall-time';
import { zoneId } from '@/lib/core/time/zone';
import { availabilityQuery } from '@/lib/http/client/availability-query';
import type { RoomAnswer } from '@/lib/http/contract/places';
import { firstWeekdayOf } from '@/lib/i18n/display-locale';
import { formatCalendarDate } from '@/lib/i18n/format-date';

const weekDays = [0, 1, 2, 3, 4, 5, 6];

/** The room's week, day by day, with a way to book what is free. */
export function RoomAgenda({ room }: { readonly room: RoomAnswer }) {
  const now = useNow();
  return now === null ? <AgendaSkeleton /> : <Week room={room} now={now} />;
}

function Week({ room, now }: { readonly room: RoomAnswer; readonly now: Instant }) {
  const t = useTranslations();
  const locale = useDisplayLocale();
  const [weeks, setWeeks] = useState(0);
  const zone = zoneId(room.timeZone);
  const today = dateOf(now, zone);
  const first = addDays(startOfWeek(today, firstWeekdayOf(locale)), 7 * weeks);
  const window = {
    start: dayWindow(first, zone).start,
    end: dayWindow(addDays(first, 6), zone).end,
  };
  const { data, error, refetch } = useQuery(availabilityQuery({ roomIds: [room.id] }, window));
  const availability = data?.[0];
  const isShown = (date: CalendarDate) => weeks !== 0 || dayWindow(date, zone).end > now;
  return (
    <section aria-labelledby="agenda">
      <div className="mb-3 flex items-center justify-between gap-4">
        <h2 id="agenda" className="text-20 font-semibold">
          {weeks === 0
            ? t('room.agenda')
            : t('room.agendaFrom', { date: formatCalendarDate(first, 'short', locale) })}
        </h2>
        <div className="flex items-center gap-2">
          {weeks !== 0 && <Button onClick={() => setWeeks(0)}>{t('room.thisWeek')}</Button>}
          <IconButton
            icon={ChevronLeft}
            label={t('room.previousWeek')}
            onClick={() => setWeeks(weeks - 1)}
          />
          <IconButton
            icon={ChevronRight}
            label={t('room.nextWeek')}
            onClick={() => setWeeks(weeks + 1)}
          />
        </div>
      </div>
      {error && (
        <LoadError title={t('grid.errorTitle')} error={error} onRetry={() => void refetch()} />
      )}
      {!error && !availability && <AgendaSkeleton />}
      {!error && availability?.status === 'unknown' && (
        <Notice tone="unknown" role="status" title={t('grid.unknown')}>
          {t(`unknownReason.${availability.reason ?? 'unreadable'}`)}
        </Notice>
      )}
      {!error && availability?.status === 'known' && (
        <ul className="border-b border-hairline">
          {weekDays
            .map((day) => addDays(first, day))
            .filter(isShown)
            .map((date) => (
              <AgendaDay
                key={date.day}
                room={room}
                date={date}
                now={now}
                busy={availability.busy}
              />
            ))}
        </ul>
      )}
    </section>
  );
}

function AgendaSkeleton() {
  return (
    <div aria-hidden className="grid gap-3">
      {weekDays.slice(0, 5).map((day) => (
        <div key={day} className="skeleton h-18" />
      ))}
    </div>
  );
}
