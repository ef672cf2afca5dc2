'use client';

import { useQuery } from '@tanstack/react-query';
import { CircleCheck, CircleX, Clock } from 'lucide-react';
import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { Button } from '@/app/_components/button';
import { buttonClass } from '@/app/_components/button-class';
import { useReaderZone } from '@/app/_components/reader';
import { RoomTime } from '@/app/_components/room-time';
import { useFloorText } from '@/app/_components/use-floor-text';
import type { BookingStatus } from '@/lib/core/bookings/status';
import { parseInstant } from '@/lib/core/time/instant';
import { dateOf } from '@/lib/core/time/wall-time';
import { zoneId } from '@/lib/core/time/zone';
import { bookingQuery } from '@/lib/http/client/bookings-queries';
import type { BookingAnswer } from '@/lib/http/contract/bookings';
import { formatCalendarDate } from '@/lib/i18n/format-date';

interface BookingOutcomeProps {
  readonly booked: BookingAnswer;
  readonly onClose?: () => void;
}

const askAgainMs = 3_000;

const words = {
  confirmed: ['confirmedTitle', 'confirmedText'],
  'awaiting-room': ['waitingRoomTitle', 'waitingRoomText'],
  'awaiting-approval': ['waitingApprovalTitle', 'waitingApprovalText'],
  pending: ['waitingPendingTitle', 'waitingPendingText'],
} as const;

/** What became of the booking; while an answer is due, it changes by itself. */
export function BookingOutcome({ booked, onClose }: BookingOutcomeProps) {
  const t = useTranslations();
  const heading = useRef<HTMLHeadingElement>(null);
  const { data: booking } = useQuery({
    ...bookingQuery(booked.id),
    initialData: booked,
    staleTime: askAgainMs,
    refetchInterval: ({ state }) =>
      state.data && isWaiting(state.data.status) ? askAgainMs : false,
  });
  useEffect(() => heading.current?.focus(), []);
  const { status, statusReason } = booking;
  const known = status in words ? words[status as keyof typeof words] : null;
  return (
    <div className="grid gap-5">
      <div role="status" className="flex items-start gap-3">
        <StatusIcon status={status} />
        <div>
          <h2 ref={heading} tabIndex={-1} className="text-20 font-semibold outline-none">
            {known ? t(`book.${known[0]}`) : t(`status.${status}`)}
          </h2>
          <p className="text-quiet">
            {known && t(`book.${known[1]}`)}
            {!known && statusReason && t(`statusReason.${statusReason}`)}
          </p>
        </div>
      </div>
      <BookedFacts booking={booking} />
      <div className="flex flex-wrap gap-2">
        <Link href="/bookings" onClick={() => onClose?.()} className={buttonClass('primary')}>
          {t('book.toBookings')}
        </Link>
        {onClose ? (
          <Button onClick={onClose}>{t('common.close')}</Button>
        ) : (
          <Link href="/" className={buttonClass()}>
            {t('book.another')}
          </Link>
        )}
      </div>
    </div>
  );
}

function BookedFacts({ booking }: { readonly booking: BookingAnswer }) {
  const t = useTranslations('common');
  const locale = useLocale();
  const readerZone = useReaderZone();
  const floorText = useFloorText();
  const start = parseInstant(booking.start);
  const end = parseInstant(booking.end);
  const [room] = booking.rooms;
  if (start === null || end === null || !room) return null;
  const zone = zoneId(room.timeZone);
  return (
    <div className="border-y border-hairline py-3">
      <p className="text-28 font-semibold tracking-tight">
        <RoomTime interval={{ start, end }} zone={zone} readerZone={readerZone} />
      </p>
      <p className="first-letter:uppercase">
        {formatCalendarDate(dateOf(start, zone), 'full', locale)}
      </p>
      <p className="mt-2 font-semibold break-words">{booking.title}</p>
      <p className="text-quiet">
        {room.name}, {t('roomAt', { building: room.building, floor: floorText(room.floor) })}
      </p>
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

function isWaiting(status: BookingStatus): boolean {
  return status === 'pending' || status === 'awaiting-room' || status === 'awaiting-approval';
}
