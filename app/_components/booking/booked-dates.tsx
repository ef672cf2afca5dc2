'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useRuleWords } from '@/app/_components/booking/repeat/use-rule-words';
import { bookingStatuses } from '@/lib/core/bookings/status';
import type { Interval } from '@/lib/core/time/interval';
import { dateOf } from '@/lib/core/time/wall-time';
import { zoneId } from '@/lib/core/time/zone';
import { readInterval } from '@/lib/http/client/read-instant';
import type { BookingAnswer } from '@/lib/http/contract/bookings';
import { formatCalendarDate } from '@/lib/i18n/format-date';

interface BookedDatesProps {
  readonly booking: BookingAnswer;
  readonly leftOut: readonly Interval[];
}

/** How the dates of a series stand, and which ones were left out. */
export function BookedDates({ booking, leftOut }: BookedDatesProps) {
  const t = useTranslations();
  const locale = useLocale();
  const ruleWords = useRuleWords();
  const { occurrences = [], skipped = [] } = booking;
  const zone = zoneId(booking.rooms[0]?.timeZone ?? booking.timeZone);
  const rule = ruleWords(booking);
  const missing = [...leftOut, ...skipped.map(readInterval)];
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
      {missing.length > 0 && (
        <div>
          <p className="font-semibold">{t('dates.missing', { count: missing.length })}</p>
          <ul className="columns-2 text-quiet">
            {missing.map(({ start }) => (
              <li key={start} className="first-letter:uppercase">
                {formatCalendarDate(dateOf(start, zone), 'shortWithYear', locale)}
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}
