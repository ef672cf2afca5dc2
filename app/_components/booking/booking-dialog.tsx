'use client';

import { useTranslations } from 'next-intl';
import { BookingForm } from '@/app/_components/booking/booking-form';
import type { BookingDraft } from '@/app/_components/booking-context';
import { Dialog } from '@/app/_components/dialog';

interface BookingDialogProps {
  readonly draft: BookingDraft;
  readonly onClose: () => void;
}

/** The booking form over the page it was opened from. */
export function BookingDialog({ draft, onClose }: BookingDialogProps) {
  const t = useTranslations('book');
  return (
    <Dialog title={t('title')} onClose={onClose}>
      <BookingForm draft={draft} onClose={onClose} />
    </Dialog>
  );
}
