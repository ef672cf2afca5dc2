'use client';

import { useQueries, useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { BookingOutcome } from '@/app/_components/booking/booking-outcome';
import { buttonClass } from '@/app/_components/button-class';
import { EmptyState } from '@/app/_components/empty-state';
import { LoadError } from '@/app/_components/load-error';
import { PageLink } from '@/app/_components/page-link';
import { useNow } from '@/app/_components/use-now';
import { ChangeEditor } from '@/app/(employee)/bookings/change-editor';
import { bookingQuery } from '@/lib/http/client/bookings-queries';
import { roomQuery } from '@/lib/http/client/places-queries';
import type { BookingAnswer } from '@/lib/http/contract/bookings';

/** One booking, or one date of a series, to be changed; and what became of it. */
export function ChangePage({ bookingId }: { readonly bookingId: string }) {
  const t = useTranslations('change');
  const [changed, setChanged] = useState<BookingAnswer | null>(null);
  return (
    <div className="mx-auto max-w-xl">
      <h1 className="mb-4 text-20 font-semibold">{t('title')}</h1>
      {changed ? (
        <BookingOutcome answer={changed} wish="change" />
      ) : (
        <LoadedBooking bookingId={bookingId} onChanged={setChanged} />
      )}
    </div>
  );
}

interface LoadedBookingProps {
  readonly bookingId: string;
  readonly onChanged: (answer: BookingAnswer) => void;
}

function LoadedBooking({ bookingId, onChanged }: LoadedBookingProps) {
  const t = useTranslations();
  // The form stays as it was opened: what changes meanwhile is told when it is sent.
  const { data, error, refetch, isFetching } = useQuery({
    ...bookingQuery(bookingId),
    refetchOnWindowFocus: false,
    refetchOnMount: 'always',
  });
  const [version, setVersion] = useState(0);
  const rooms = useQueries({ queries: (data?.rooms ?? []).map(({ id }) => roomQuery(id)) });
  const loaded = rooms.flatMap((room) => (room.data ? [room.data] : []));
  const now = useNow();
  const failure = error ?? rooms.find((room) => room.error)?.error ?? null;
  if (failure && !data) {
    return (
      <LoadError title={t('change.notFoundTitle')} error={failure} onRetry={() => void refetch()} />
    );
  }
  const isReady = data && loaded.length === data.rooms.length && now !== null;
  if (!isReady || (isFetching && version === 0 && loaded.length === 0)) {
    return <p role="status">{t('common.loading')}</p>;
  }
  if (!data.mayChange) return <NotChangeable />;
  const reload = async () => {
    await refetch();
    setVersion(version + 1);
  };
  return (
    <ChangeEditor
      key={version}
      booking={data}
      rooms={loaded}
      now={now}
      onChanged={onChanged}
      onReload={() => void reload()}
    />
  );
}

function NotChangeable() {
  const t = useTranslations('change');
  return (
    <EmptyState
      title={t('mayNotTitle')}
      text={t('mayNotText')}
      actions={
        <PageLink href="/bookings" className={buttonClass('primary')}>
          {t('toBookings')}
        </PageLink>
      }
    />
  );
}
