'use client';

import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useRefreshBookings } from '@/app/_components/booking/use-refresh-bookings';
import { Button } from '@/app/_components/button';
import { Dialog } from '@/app/_components/dialog';
import { Notice } from '@/app/_components/notice';
import { useErrorText } from '@/app/_components/use-error-text';
import { isDateOfSeries } from '@/app/(employee)/bookings/is-date-of-series';
import { ScopeField } from '@/app/(employee)/bookings/scope-field';
import { StaleNotice } from '@/app/(employee)/bookings/stale-notice';
import { cancelBooking } from '@/lib/http/client/cancel-booking';
import type { Scope } from '@/lib/http/client/change-booking';
import { problemCodeOf } from '@/lib/http/client/request-failure';
import type { BookingAnswer } from '@/lib/http/contract/bookings';

interface CancelDialogProps {
  readonly booking: BookingAnswer;
  readonly onClose: () => void;
  /** Told in words what became of it. */
  readonly onDone: (words: string) => void;
}

/** Asks once more before a room is given back, of a series for which dates, and says whether it was. */
export function CancelDialog({ booking, onClose, onDone }: CancelDialogProps) {
  const t = useTranslations('bookings');
  const { title, rooms } = booking;
  const isDate = isDateOfSeries(booking);
  const isWhole = !isDate && booking.rrule !== null;
  const [scope, setScope] = useState<Scope>('one');
  const cancelling = useCancelling(booking, isDate ? scope : undefined, (words) => {
    onDone(words);
    onClose();
  });
  return (
    <Dialog title={t('cancelTitle')} role="alertdialog" onClose={onClose}>
      <div className="grid gap-4">
        <div>
          <p className="font-semibold break-words">{title}</p>
          <p className="text-quiet">{rooms.map(({ name }) => name).join(', ')}</p>
        </div>
        {isDate && <ScopeField legend={t('cancelScope')} scope={scope} onChange={setScope} />}
        <p>{t(isWhole || (isDate && scope !== 'one') ? 'cancelDatesText' : 'cancelText')}</p>
        {cancelling.error && (
          <CancelFailure booking={booking} error={cancelling.error} onReload={onClose} />
        )}
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{t('cancelKeep')}</Button>
          <Button
            variant="danger"
            disabled={cancelling.isPending}
            onClick={() => cancelling.mutate()}
          >
            {cancelling.isPending
              ? t('cancelling')
              : t(isDate ? `cancelDates.${scope}` : isWhole ? 'cancelDates.all' : 'cancel')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

function useCancelling(
  { id, etag, title }: BookingAnswer,
  scope: Scope | undefined,
  onDone: (words: string) => void,
) {
  const t = useTranslations('bookings');
  const refresh = useRefreshBookings();
  return useMutation({
    mutationFn: () => cancelBooking({ id, etag, scope }),
    onSuccess: (outcome) =>
      onDone(t(outcome === 'cancelled' ? 'cancelled' : 'cancelPending', { title })),
    onSettled: refresh,
  });
}

interface CancelFailureProps {
  readonly booking: BookingAnswer;
  readonly error: Error;
  readonly onReload: () => void;
}

function CancelFailure({ booking, error, onReload }: CancelFailureProps) {
  const t = useTranslations('bookings');
  const errorText = useErrorText();
  if (problemCodeOf(error) === 'stale') return <StaleNotice onReload={onReload} />;
  return (
    <Notice tone="danger" role="alert">
      {t('cancelFailed', { title: booking.title, reason: errorText(error) })}
    </Notice>
  );
}
