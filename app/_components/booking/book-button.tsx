'use client';

import { useTranslations } from 'next-intl';
import { behalfOf } from '@/app/_components/booking/booking-fields';
import { sumDates } from '@/app/_components/booking/dates/date-rows';
import type { BookingFormState } from '@/app/_components/booking/use-booking-form';
import { Button } from '@/app/_components/button';
import { useDisplayLocale } from '@/app/_components/use-display-locale';
import { zoneId } from '@/lib/core/time/zone';
import { formatList } from '@/lib/i18n/format-list';
import { formatTimeRange } from '@/lib/i18n/format-time';

/** Says what will happen: which rooms and when, or how many dates, and whose they will be. */
export function BookButton({ form }: { readonly form: BookingFormState }) {
  const t = useTranslations('book');
  const { booking, isSeries, preview, fields } = form;
  const { onBehalfOf } = behalfOf(fields);
  const words = useButtonWords(form);
  const isUncertain = isSeries && (preview.isAsking || preview.error !== null);
  const isNothing = isSeries && sumDates(preview.rows).booked === 0;
  return (
    <div className="grid gap-1">
      {onBehalfOf && <p className="wrap-anywhere">{t('behalfOf', { email: onBehalfOf })}</p>}
      <Button
        type="submit"
        variant="primary"
        size="large"
        disabled={booking.isPending || isUncertain || isNothing}
        className="w-full"
      >
        {words}
      </Button>
      <p role="status" className="min-h-4 text-12 text-quiet">
        {booking.isPending ? t('savingText') : ''}
      </p>
    </div>
  );
}

function useButtonWords({ rooms, interval, booking, isSeries, preview }: BookingFormState): string {
  const t = useTranslations();
  const locale = useDisplayLocale();
  const isAsked = rooms.some(({ policy }) => policy.approval === 'manager');
  if (isSeries) {
    const count = sumDates(preview.rows).booked;
    if (booking.isPending) return t('book.savingDates', { count });
    if (preview.isAsking) return t('dates.looking');
    if (count === 0) return t('book.submitNoDate');
    return t(isAsked ? 'book.requestDates' : 'book.submitDates', { count });
  }
  const room = formatList(
    rooms.map(({ name }) => name),
    locale,
  );
  if (booking.isPending) return t('book.saving', { room });
  const zone = zoneId(rooms[0]?.timeZone ?? 'UTC');
  const range = interval ? formatTimeRange(interval, zone, locale) : '';
  return t(isAsked ? 'book.request' : 'book.submit', { room, range });
}
