'use client';

import { CalendarPlus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { isLive } from '@/lib/core/bookings/status';
import type { BookingAnswer } from '@/lib/http/contract/bookings';

/** The booking as a file, which the device hands to its own calendar; nothing once it is gone. */
export function CalendarLink({ booking }: { readonly booking: BookingAnswer }) {
  const t = useTranslations('bookings');
  if (!isLive(booking.status)) return null;
  return (
    <p className="flex items-center gap-1 text-12">
      <CalendarPlus aria-hidden size={14} className="shrink-0 text-quiet" />
      <a
        href={booking.links.calendar}
        aria-label={t('toCalendarNamed', { title: booking.title })}
        className="inline-block py-1 underline underline-offset-4"
      >
        {t('toCalendar')}
      </a>
    </p>
  );
}
