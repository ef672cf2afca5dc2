'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useRuleWords } from '@/app/_components/booking/repeat/use-rule-words';
import { LoadError } from '@/app/_components/load-error';
import { PageLink } from '@/app/_components/page-link';
import { useNow } from '@/app/_components/use-now';
import { SeriesDateList } from '@/app/(employee)/bookings/[id]/series-date-list';
import { BookingRow } from '@/app/(employee)/bookings/booking-row';
import { useBookingIntents } from '@/app/(employee)/bookings/use-booking-intents';
import { currentBookingQuery } from '@/lib/http/client/bookings-queries';
import { useChangeStream } from '@/lib/http/client/stream/use-change-stream';

/** A booking, or a series with all its dates, and what can be done with it. */
export function OneBookingPage({ bookingId }: { readonly bookingId: string }) {
  const t = useTranslations('bookings');
  const { intents, dialog, told } = useBookingIntents();
  useChangeStream({ roomIds: [] });
  return (
    <div className="mx-auto max-w-3xl">
      <p className="mb-2 text-12">
        <PageLink href="/bookings" className="inline-block py-1 underline underline-offset-4">
          {t('title')}
        </PageLink>
      </p>
      <h1 className="mb-4 text-20 font-semibold">{t('one')}</h1>
      <p role="status" className={told ? 'mb-4 font-semibold' : 'sr-only'}>
        {told}
      </p>
      <Loaded bookingId={bookingId} intents={intents} />
      {dialog}
    </div>
  );
}

interface LoadedProps {
  readonly bookingId: string;
  readonly intents: ReturnType<typeof useBookingIntents>['intents'];
}

function Loaded({ bookingId, intents }: LoadedProps) {
  const t = useTranslations();
  const ruleWords = useRuleWords();
  const now = useNow();
  const { data: booking, error, refetch } = useQuery(currentBookingQuery(bookingId));
  if (error && !booking) {
    return (
      <LoadError title={t('change.notFoundTitle')} error={error} onRetry={() => void refetch()} />
    );
  }
  if (!booking || now === null) return <p role="status">{t('common.loading')}</p>;
  const rule = booking.occurrences ? ruleWords(booking) : null;
  return (
    <div className="grid gap-6">
      {rule && <p className="text-16 font-semibold">{t('rule.sentence', { rule })}</p>}
      <ul className="border-b border-hairline">
        <BookingRow booking={booking} now={now} intents={intents} />
      </ul>
      {booking.occurrences && <SeriesDateList booking={booking} />}
    </div>
  );
}
