'use client';

import { useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { readBookAddress } from '@/app/_components/book-address';
import { BookingForm } from '@/app/_components/booking/booking-form';
import { buttonClass } from '@/app/_components/button-class';
import { EmptyState } from '@/app/_components/empty-state';
import { PageLink } from '@/app/_components/page-link';

/** The booking form as a page: on phones, and for addresses that people pass on. */
export function BookPage() {
  const t = useTranslations('book');
  const params = useSearchParams();
  const address = params.toString();
  const draft = useMemo(() => readBookAddress(new URLSearchParams(address)), [address]);
  return (
    <div className="mx-auto max-w-xl">
      <h1 className="mb-4 text-20 font-semibold">{t('title')}</h1>
      {draft ? (
        // Another room or time begins anew, also from the outcome of a booking.
        <BookingForm key={address} draft={draft} />
      ) : (
        <EmptyState
          title={t('missingTitle')}
          text={t('missingText')}
          actions={
            <PageLink href="/" className={buttonClass('primary')}>
              {t('changeRoom')}
            </PageLink>
          }
        />
      )}
    </div>
  );
}
