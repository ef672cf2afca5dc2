'use client';

import { useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { PageLink } from '@/app/_components/page-link';
import { BookingList } from '@/app/(employee)/bookings/booking-list';
import { useBookingIntents } from '@/app/(employee)/bookings/use-booking-intents';
import { bookingViews } from '@/lib/http/client/bookings-queries';
import { useChangeStream } from '@/lib/http/client/stream/use-change-stream';

const linkClass =
  'border-b-2 border-transparent px-1 py-2 font-semibold text-quiet hover:text-ink ' +
  'aria-[current]:border-accent aria-[current]:text-ink forced-colors:not-aria-[current]:border-[Canvas]';

/** What the reader has booked: to come, waiting for an answer, over. Each view has its own address. */
export function BookingsPage() {
  const t = useTranslations('bookings');
  const { intents, dialog, told } = useBookingIntents();
  const asked = useSearchParams().get('view');
  const chosen = bookingViews.find((view) => view === asked) ?? bookingViews[0];
  useChangeStream({ roomIds: [] });
  return (
    <div className="mx-auto max-w-3xl">
      <h1 className="mb-4 text-20 font-semibold">{t('title')}</h1>
      <p role="status" className={told ? 'mb-4 font-semibold' : 'sr-only'}>
        {told}
      </p>
      <nav aria-label={t('tabs')} className="flex gap-6 border-b border-hairline">
        {bookingViews.map((view) => (
          <PageLink
            key={view}
            href={`/bookings?view=${view}`}
            aria-current={view === chosen ? 'page' : undefined}
            className={linkClass}
          >
            {t(view)}
          </PageLink>
        ))}
      </nav>
      <section aria-label={t(chosen)} className="pt-4">
        <BookingList key={chosen} view={chosen} intents={intents} />
      </section>
      {dialog}
    </div>
  );
}
