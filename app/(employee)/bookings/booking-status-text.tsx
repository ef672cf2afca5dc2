'use client';

import { CircleCheck, CircleX, Clock } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useAnswerDue } from '@/app/_components/booking/use-answer-due';
import { type BookingStatus, isWaiting } from '@/lib/core/bookings/status';
import type { BookingAnswer } from '@/lib/http/contract/bookings';

/** How a booking stands, with the reason or the deadline where there is one. */
export function BookingStatusText({ booking }: { readonly booking: BookingAnswer }) {
  const t = useTranslations();
  const { status, statusReason } = booking;
  const answerDue = useAnswerDue(booking);
  const Icon = iconOf(status);
  return (
    <p className="mt-1 flex items-start gap-1 text-12">
      <Icon
        aria-hidden
        size={14}
        className={`mt-px shrink-0 ${status === 'confirmed' ? 'text-accent' : 'text-quiet'}`}
      />
      <span>
        {statusReason === 'cancelling' ? t('bookings.cancelling') : t(`status.${status}`)}
        {answerDue && <span className="text-quiet">. {answerDue.text}</span>}
        {statusReason && <span className="text-quiet">. {t(`statusReason.${statusReason}`)}</span>}
      </span>
    </p>
  );
}

function iconOf(status: BookingStatus) {
  if (status === 'confirmed') return CircleCheck;
  return isWaiting(status) ? Clock : CircleX;
}
