'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/app/_components/button';
import { buttonClass } from '@/app/_components/button-class';
import { EmptyState } from '@/app/_components/empty-state';
import { LoadError } from '@/app/_components/load-error';
import { PageLink } from '@/app/_components/page-link';
import { useNow } from '@/app/_components/use-now';
import type { BookingIntents } from '@/app/(employee)/bookings/booking-intents';
import { BookingRow } from '@/app/(employee)/bookings/booking-row';
import { groupByDay } from '@/app/(employee)/bookings/group-by-day';
import type { Instant } from '@/lib/core/time/instant';
import { type BookingView, myBookingsQuery } from '@/lib/http/client/bookings-queries';
import { formatCalendarDate } from '@/lib/i18n/format-date';

interface BookingListProps {
  readonly view: BookingView;
  readonly intents: BookingIntents;
}

/** One of the reader's three lists, day by day. */
export function BookingList(props: BookingListProps) {
  const now = useNow();
  return now === null ? <ListSkeleton /> : <ListSince {...props} now={now} />;
}

function ListSince({ view, intents, now }: BookingListProps & { readonly now: Instant }) {
  const t = useTranslations('bookings');
  const locale = useLocale();
  // The list stays anchored to the moment it was opened at: pages must not shift while one reads.
  const [since] = useState(now);
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    myBookingsQuery(view, since),
  );
  if (error && !data) {
    return <LoadError title={t('errorTitle')} error={error} onRetry={() => void refetch()} />;
  }
  if (!data) return <ListSkeleton />;
  const bookings = data.pages.flatMap((page) => page.items);
  if (bookings.length === 0) return <NothingHere view={view} />;
  return (
    <div className="grid gap-6">
      {error && <LoadError title={t('errorTitle')} error={error} onRetry={() => void refetch()} />}
      {groupByDay(bookings, view === 'past').map(({ date, key, items }) => (
        <section key={key} aria-labelledby={`${view}-${key}`}>
          <h2
            id={`${view}-${key}`}
            className="mb-1 text-14 font-semibold text-quiet first-letter:uppercase"
          >
            {formatCalendarDate(date, 'full', locale)}
          </h2>
          <ul className="border-b border-hairline">
            {items.map((booking) => (
              <BookingRow key={booking.id} booking={booking} now={now} intents={intents} />
            ))}
          </ul>
        </section>
      ))}
      {hasNextPage && (
        <Button disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </div>
  );
}

function NothingHere({ view }: { readonly view: BookingView }) {
  const t = useTranslations('bookings');
  const find = useTranslations('search');
  return (
    <EmptyState
      title={t(`${view}EmptyTitle`)}
      text={t(`${view}EmptyText`)}
      actions={
        view === 'upcoming' && (
          <PageLink href="/" className={buttonClass('primary')}>
            {find('title')}
          </PageLink>
        )
      }
    />
  );
}

function ListSkeleton() {
  const t = useTranslations('common');
  return (
    <div>
      <p className="sr-only">{t('loading')}</p>
      <div aria-hidden>
        <div className="skeleton mb-2 h-5 w-40" />
        {[1, 2, 3].map((row) => (
          <div key={row} className="flex h-18 items-center gap-6 border-t border-hairline">
            <div className="skeleton h-6 w-28" />
            <div className="grid grow gap-2">
              <div className="skeleton h-5 w-48" />
              <div className="skeleton h-4 w-32" />
            </div>
            <div className="skeleton h-9 w-28" />
          </div>
        ))}
      </div>
    </div>
  );
}
