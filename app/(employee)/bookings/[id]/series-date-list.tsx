'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { mainRooms } from '@/app/_components/booking/main-rooms';
import { Button } from '@/app/_components/button';
import { classNames } from '@/app/_components/class-names';
import { PageLink } from '@/app/_components/page-link';
import { useDisplayLocale } from '@/app/_components/use-display-locale';
import { isLive } from '@/lib/core/bookings/status';
import { dateOf } from '@/lib/core/time/wall-time';
import { type ZoneId, zoneId } from '@/lib/core/time/zone';
import { readInterval } from '@/lib/http/client/read-instant';
import type { BookingAnswer } from '@/lib/http/contract/bookings';
import { formatCalendarDate } from '@/lib/i18n/format-date';
import { formatTimeRange } from '@/lib/i18n/format-time';

type SeriesDate = NonNullable<BookingAnswer['occurrences']>[number];

const datesAtOnce = 60;

/** Every date of a series, how it stands, and the way to it. */
export function SeriesDateList({ booking }: { readonly booking: BookingAnswer }) {
  const t = useTranslations('change');
  const [shown, setShown] = useState(datesAtOnce);
  const { occurrences = [], rooms, timeZone } = booking;
  const zone = zoneId(rooms[0]?.timeZone ?? timeZone);
  const left = occurrences.length - shown;
  return (
    <section aria-labelledby="dates" className="grid gap-2">
      <h2 id="dates" className="text-14 font-semibold text-quiet">
        {t('allDates')}
      </h2>
      <ul className="border-b border-hairline">
        {occurrences.slice(0, shown).map((date) => (
          <DateItem key={date.id} date={date} zone={zone} booking={booking} />
        ))}
      </ul>
      {left > 0 && (
        <Button onClick={() => setShown(shown + datesAtOnce)} className="justify-self-start">
          {t('moreDates', { count: Math.min(left, datesAtOnce) })}
        </Button>
      )}
    </section>
  );
}

interface DateItemProps {
  readonly date: SeriesDate;
  readonly zone: ZoneId;
  readonly booking: BookingAnswer;
}

function DateItem({ date, zone, booking }: DateItemProps) {
  const t = useTranslations();
  const locale = useDisplayLocale();
  const time = readInterval(date);
  const day = formatCalendarDate(dateOf(time.start, zone), 'shortWithYear', locale);
  const whole = mainRooms(booking).map(({ id }) => id);
  const isElsewhere = date.roomIds.some((id) => !whole.includes(id));
  return (
    <li className="flex flex-wrap items-baseline gap-x-4 border-t border-hairline py-1">
      <PageLink
        href={`/bookings/${encodeURIComponent(date.id)}`}
        className={classNames(
          'inline-block min-w-40 py-1 underline underline-offset-4 first-letter:uppercase',
          !isLive(date.status) && 'text-quiet line-through',
        )}
      >
        {day}
      </PageLink>
      <span className="whitespace-nowrap">{formatTimeRange(time, zone, locale)}</span>
      <span className="text-12 text-quiet">
        {t(`status.${date.status}`)}
        {isElsewhere && `, ${t('bookings.elsewhere')}`}
      </span>
    </li>
  );
}
