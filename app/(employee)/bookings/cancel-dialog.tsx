'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { Button } from '@/app/_components/button';
import { Dialog } from '@/app/_components/dialog';
import { Notice } from '@/app/_components/notice';
import { useErrorText } from '@/app/_components/use-error-text';
import { cancelBooking } from '@/lib/http/client/cancel-booking';
import type { BookingAnswer } from '@/lib/http/contract/bookings';

interface CancelDialogProps {
  readonly booking: BookingAnswer;
  readonly onClose: () => void;
  /** Told in words what became of it. */
  readonly onDone: (words: string) => void;
}

/** Asks once more before a room is given back, and says whether it was. */
export function CancelDialog({ booking, onClose, onDone }: CancelDialogProps) {
  const t = useTranslations('bookings');
  const errorText = useErrorText();
  const queries = useQueryClient();
  const { title, rooms } = booking;
  const cancelling = useMutation({
    mutationFn: () => cancelBooking(booking.id),
    onSuccess: (outcome) => {
      onDone(t(outcome === 'cancelled' ? 'cancelled' : 'cancelPending', { title }));
      onClose();
    },
    onSettled: async () => {
      await Promise.all([
        queries.invalidateQueries({ queryKey: ['bookings'] }),
        queries.invalidateQueries({ queryKey: ['availability'] }),
        queries.invalidateQueries({ queryKey: ['search'] }),
      ]);
    },
  });
  return (
    <Dialog title={t('cancelTitle')} role="alertdialog" onClose={onClose}>
      <div className="grid gap-4">
        <div>
          <p className="font-semibold break-words">{title}</p>
          <p className="text-quiet">{rooms.map(({ name }) => name).join(', ')}</p>
        </div>
        <p>{t('cancelText')}</p>
        {cancelling.error && (
          <Notice tone="danger" role="alert">
            {t('cancelFailed', { title, reason: errorText(cancelling.error) })}
          </Notice>
        )}
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{t('cancelKeep')}</Button>
          <Button
            variant="danger"
            disabled={cancelling.isPending}
            onClick={() => cancelling.mutate()}
          >
            {cancelling.isPending ? t('cancelling') : t('cancel')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
