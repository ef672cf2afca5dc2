'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { BookingEditor } from '@/app/_components/booking/booking-editor';
import { BookingOutcome } from '@/app/_components/booking/booking-outcome';
import type { BookedDates } from '@/app/_components/booking/use-booking-form';
import type { BookingDraft } from '@/app/_components/booking-context';
import { LoadError } from '@/app/_components/load-error';
import { useNow } from '@/app/_components/use-now';
import { roomQuery } from '@/lib/http/client/places-queries';

interface BookingFormProps {
  readonly draft: BookingDraft;
  /** Closes the dialog; on a page of its own there is nothing to close. */
  readonly onClose?: () => void;
}

/** From a room and a time to a booking and its outcome. */
export function BookingForm({ draft, onClose }: BookingFormProps) {
  const t = useTranslations('room');
  const [booked, setBooked] = useState<BookedDates | null>(null);
  const room = useQuery(roomQuery(draft.roomId));
  const now = useNow();
  if (booked) return <BookingOutcome {...booked} {...(onClose ? { onClose } : {})} />;
  if (room.isError) {
    return (
      <LoadError
        title={t('notFoundTitle')}
        error={room.error}
        onRetry={() => void room.refetch()}
      />
    );
  }
  if (!room.data || now === null) return <FormSkeleton />;
  return <BookingEditor room={room.data} draft={draft} now={now} onBooked={setBooked} />;
}

function FormSkeleton() {
  const t = useTranslations('common');
  return (
    <div>
      <p className="sr-only">{t('loading')}</p>
      <div aria-hidden className="grid gap-4">
        <div className="skeleton h-14" />
        <div className="skeleton h-14" />
        <div className="skeleton h-16" />
        <div className="skeleton h-11" />
      </div>
    </div>
  );
}
