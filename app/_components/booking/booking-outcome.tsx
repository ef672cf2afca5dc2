'use client';

import { useQuery } from '@tanstack/react-query';
import { CircleCheck, CircleX, Clock } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { BookedFacts } from '@/app/_components/booking/booked-facts';
import { CalendarLink } from '@/app/_components/booking/calendar-link';
import { useAnswerDue } from '@/app/_components/booking/use-answer-due';
import { WaysOut } from '@/app/_components/booking/ways-out';
import { Button } from '@/app/_components/button';
import { buttonClass } from '@/app/_components/button-class';
import { PageLink } from '@/app/_components/page-link';
import { type BookingStatus, isWaiting } from '@/lib/core/bookings/status';
import type { Interval } from '@/lib/core/time/interval';
import { currentBookingQuery } from '@/lib/http/client/bookings-queries';
import { useChangeStream } from '@/lib/http/client/stream/use-change-stream';
import type { BookingAnswer } from '@/lib/http/contract/bookings';

const BookedDates = dynamic(async () => {
  const loaded = await import('@/app/_components/booking/booked-dates');
  return loaded.BookedDates;
});

interface BookingOutcomeProps {
  readonly answer: BookingAnswer;
  /** Dates of a series that were not booked. */
  readonly leftOut?: readonly Interval[];
  readonly wish?: 'book' | 'change';
  readonly onClose?: () => void;
}

const words = {
  confirmed: { title: 'confirmedTitle', text: 'confirmedText' },
  'awaiting-room': { title: 'waitingRoomTitle', text: 'waitingRoomText' },
  'awaiting-approval': { title: 'waitingApprovalTitle', text: 'waitingApprovalText' },
  pending: { title: 'waitingPendingTitle', text: 'waitingPendingText' },
} as const;
const unanswered = { title: 'unansweredTitle', text: null } as const;

/** What became of the booking; while an answer is due, it changes by itself. */
export function BookingOutcome(props: BookingOutcomeProps) {
  const { answer, leftOut = [], wish = 'book', onClose } = props;
  const t = useTranslations();
  const { data: booking } = useQuery({ ...currentBookingQuery(answer.id), initialData: answer });
  return (
    <div className="grid gap-5">
      {!onClose && <ChangeListener />}
      <OutcomeTitle booking={booking} wish={wish} />
      <div className="grid gap-2">
        <BookedFacts booking={booking} />
        <CalendarLink booking={booking} />
      </div>
      {booking.occurrences && <BookedDates booking={booking} leftOut={leftOut} />}
      {booking.alternatives && <WaysOut alternatives={booking.alternatives} onGo={onClose} />}
      <div className="flex flex-wrap gap-2">
        <PageLink href="/bookings" onClick={() => onClose?.()} className={buttonClass('primary')}>
          {t('book.toBookings')}
        </PageLink>
        {onClose ? (
          <Button onClick={onClose}>{t('common.close')}</Button>
        ) : (
          <PageLink href="/" className={buttonClass()}>
            {t('book.another')}
          </PageLink>
        )}
      </div>
    </div>
  );
}

/** A page of its own listens for itself; a dialog's changes are heard by the page beneath it. */
function ChangeListener(): null {
  useChangeStream({ roomIds: [] });
  return null;
}

interface OutcomeTitleProps {
  readonly booking: BookingAnswer;
  readonly wish: 'book' | 'change';
}

function OutcomeTitle({ booking, wish }: OutcomeTitleProps) {
  const t = useTranslations();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const { status, statusReason } = booking;
  const answerDue = useAnswerDue(booking);
  const known = answerDue?.isOverdue
    ? unanswered
    : status in words
      ? words[status as keyof typeof words]
      : null;
  const isChanged = wish === 'change' && status === 'confirmed';
  const title = isChanged ? 'changedTitle' : known?.title;
  return (
    <div role="status" className="flex items-start gap-3">
      <StatusIcon status={status} />
      <div>
        <h2 ref={heading} tabIndex={-1} className="text-20 font-semibold outline-none">
          {title ? t(`book.${title}`) : t(`status.${status}`)}
        </h2>
        <p className="text-quiet">
          {known?.text && `${t(`book.${known.text}`)} `}
          {answerDue?.text}
          {!known && statusReason && t(`statusReason.${statusReason}`)}
        </p>
      </div>
    </div>
  );
}

function StatusIcon({ status }: { readonly status: BookingStatus }) {
  if (status === 'confirmed') {
    return <CircleCheck aria-hidden size={28} className="shrink-0 text-accent" />;
  }
  if (isWaiting(status)) return <Clock aria-hidden size={28} className="shrink-0 text-quiet" />;
  return <CircleX aria-hidden size={28} className="shrink-0 text-danger" />;
}
