'use client';

import { useTranslations } from 'next-intl';
import { WaysOut } from '@/app/_components/booking/ways-out';
import { PageLink } from '@/app/_components/page-link';
import { isLost } from '@/lib/core/bookings/status';
import type { Instant } from '@/lib/core/time/instant';
import { readInstant } from '@/lib/http/client/read-instant';
import type { BookingAnswer } from '@/lib/http/contract/bookings';

interface LostBookingProps {
  readonly booking: BookingAnswer;
  readonly now: Instant;
}

/** What is free instead of a booking that was lost, or, in a list, the way to it. */
export function LostBooking({ booking, now }: LostBookingProps) {
  const t = useTranslations('bookings');
  const { id, status, start, alternatives } = booking;
  if (!isLost(status) || readInstant(start) <= now) return null;
  if (booking.occurrences) return null;
  if (alternatives) return <WaysOut alternatives={alternatives} />;
  return (
    <p>
      <PageLink
        href={`/bookings/${encodeURIComponent(id)}`}
        className="inline-block py-1 underline underline-offset-4"
      >
        {t('waysOut')}
      </PageLink>
    </p>
  );
}
