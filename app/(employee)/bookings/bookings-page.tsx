'use client';

import { useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { BookingList } from '@/app/(employee)/bookings/booking-list';
import { useBookingIntents } from '@/app/(employee)/bookings/use-booking-intents';
import { type BookingView, bookingViews } from '@/lib/http/client/bookings-queries';
import { useChangeStream } from '@/lib/http/client/stream/use-change-stream';

const tabClass =
  'cursor-pointer border-b-2 border-transparent px-1 py-2 font-semibold text-quiet outline-none ' +
  'data-[hovered]:text-ink data-[selected]:border-accent data-[selected]:text-ink ' +
  'forced-colors:not-data-[selected]:border-[Canvas] data-[focus-visible]:outline-2 data-[focus-visible]:outline-accent';

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
      <Tabs selectedKey={chosen}>
        <TabList aria-label={t('tabs')} className="flex gap-6 border-b border-hairline">
          {bookingViews.map((view) => (
            <Tab key={view} id={view} href={`/bookings?view=${view}`} className={tabClass}>
              {t(view)}
            </Tab>
          ))}
        </TabList>
        {bookingViews.map((view: BookingView) => (
          <TabPanel key={view} id={view} className="pt-4 outline-none">
            <BookingList view={view} intents={intents} />
          </TabPanel>
        ))}
      </Tabs>
      {dialog}
    </div>
  );
}
