'use client';

import { useLocale, useTranslations } from 'next-intl';
import { mainRooms } from '@/app/_components/booking/main-rooms';
import { useRuleWords } from '@/app/_components/booking/repeat/use-rule-words';
import { classNames } from '@/app/_components/class-names';
import { bookingStatuses, isLive } from '@/lib/core/bookings/status';
import type { Interval } from '@/lib/core/time/interval';
import { dateOf } from '@/lib/core/time/wall-time';
import { zoneId } from '@/lib/core/time/zone';
import { readInterval } from '@/lib/http/client/read-instant';
import type { BookingAnswer } from '@/lib/http/contract/bookings';
import { formatCalendarDate } from '@/lib/i18n/format-date';
import { formatList } from '@/lib/i18n/format-list';

interface BookedDatesProps {
  readonly booking: BookingAnswer;
  readonly leftOut: readonly Interval[];
}

/** How the dates of a series stand, which ones are in another room, and which were left out. */
export function BookedDates({ booking, leftOut }: BookedDatesProps) {
  const t = useTranslations();
  const locale = useLocale();
  const ruleWords = useRuleWords();
  const { occurrences = [], skipped = [] } = booking;
  const zone = zoneId(booking.rooms[0]?.timeZone ?? booking.timeZone);
  const rule = ruleWords(booking);
  const dayOf = ({ start }: Interval) =>
    formatCalendarDate(dateOf(start, zone), 'shortWithYear', locale);
  const missing = [...leftOut, ...skipped.map(readInterval)].map(dayOf);
  const elsewhere = datesElsewhere(booking).map((date) =>
    t('dates.dayInRoom', { day: dayOf(readInterval(date)), room: formatList(date.rooms, locale) }),
  );
  const counts = bookingStatuses
    .map((status) => ({
      status,
      count: occurrences.filter((date) => date.status === status).length,
    }))
    .filter(({ count }) => count > 0);
  return (
    <div className="grid gap-2">
      {rule && <p>{t('rule.sentence', { rule })}</p>}
      <div role="status">
        {counts.map(({ status, count }) => (
          <p key={status} className="font-semibold">
            {t('dates.inStatus', { count, status: t(`status.${status}`) })}
          </p>
        ))}
      </div>
      {elsewhere.length > 0 && (
        <NamedDates
          title={t('dates.elsewhere', { count: elsewhere.length })}
          dates={elsewhere}
          className="sm:columns-2"
        />
      )}
      {missing.length > 0 && (
        <NamedDates
          title={t('dates.missing', { count: missing.length })}
          dates={missing}
          className="columns-2"
        />
      )}
    </div>
  );
}

interface NamedDatesProps {
  readonly title: string;
  readonly dates: readonly string[];
  readonly className: string;
}

function NamedDates({ title, dates, className }: NamedDatesProps) {
  return (
    <div>
      <p className="font-semibold">{title}</p>
      <ul className={classNames('text-quiet', className)}>
        {dates.map((date) => (
          <li key={date} className="first-letter:uppercase">
            {date}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The dates that are not where most of them are, with the names of the rooms they have instead. */
function datesElsewhere(booking: BookingAnswer) {
  const usual = mainRooms(booking).map(({ id }) => id);
  const nameOf = (roomId: string) => booking.rooms.find(({ id }) => id === roomId)?.name ?? '';
  return (booking.occurrences ?? [])
    .filter(({ status, roomIds }) => isLive(status) && roomIds.some((id) => !usual.includes(id)))
    .map((date) => ({ ...date, rooms: date.roomIds.map(nameOf) }));
}
