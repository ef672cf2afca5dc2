'use client';

import { Lock } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { CalendarLink } from '@/app/_components/booking/calendar-link';
import { mainRooms } from '@/app/_components/booking/main-rooms';
import { Button } from '@/app/_components/button';
import { buttonClass } from '@/app/_components/button-class';
import { PageLink } from '@/app/_components/page-link';
import { useReader, useReaderZone } from '@/app/_components/reader';
import { RoomTime } from '@/app/_components/room-time';
import { useFloorText } from '@/app/_components/use-floor-text';
import type { BookingIntents } from '@/app/(employee)/bookings/booking-intents';
import { BookingStatusText } from '@/app/(employee)/bookings/booking-status-text';
import { ConflictMark } from '@/app/(employee)/bookings/conflict-mark';
import { LostBooking } from '@/app/(employee)/bookings/lost-booking';
import { RunningActions } from '@/app/(employee)/bookings/running-actions';
import { SeriesMark } from '@/app/(employee)/bookings/series-mark';
import { isLive } from '@/lib/core/bookings/status';
import type { Instant } from '@/lib/core/time/instant';
import { zoneId } from '@/lib/core/time/zone';
import { readInterval } from '@/lib/http/client/read-instant';
import type { BookingAnswer } from '@/lib/http/contract/bookings';

interface BookingRowProps {
  readonly booking: BookingAnswer;
  readonly now: Instant;
  readonly intents: BookingIntents;
}

/** When, what, where and how it stands; with the ways out while there are any. */
export function BookingRow({ booking, now, intents }: BookingRowProps) {
  const t = useTranslations();
  const readerZone = useReaderZone();
  const time = readInterval(booking);
  const [room] = booking.rooms;
  const ended = !isLive(booking.status);
  const isRunning = time.start <= now && now < time.end && !ended;
  const { mayChange } = booking;
  const move = mayChange && now < time.end ? () => intents.move(booking) : undefined;
  return (
    <li className="grid grid-cols-1 items-start gap-x-6 gap-y-2 border-t border-hairline py-3 sm:grid-cols-[10.5rem_minmax(0,1fr)_auto]">
      <p className={`text-16 font-semibold ${ended ? 'text-quiet line-through' : ''}`}>
        <RoomTime
          interval={time}
          zone={zoneId(room?.timeZone ?? booking.timeZone)}
          readerZone={readerZone}
        />
      </p>
      <div className="min-w-0">
        <p className="flex items-center gap-2 text-16 font-semibold wrap-anywhere">
          {booking.visibility === 'private' && (
            <Lock aria-label={t('bookings.private')} size={14} className="shrink-0" />
          )}
          {booking.title}
        </p>
        <Rooms booking={booking} />
        <People booking={booking} />
        <SeriesMark booking={booking} />
        <BookingStatusText booking={booking} />
        {now < time.end && <CalendarLink booking={booking} />}
        <LostBooking booking={booking} now={now} />
        {booking.conflict && <ConflictMark booking={booking} onMove={move} />}
        {isRunning && mayChange && (
          <RunningActions booking={booking} now={now} onDone={intents.tell} />
        )}
      </div>
      <RowActions booking={booking} onMove={move} onCancel={() => intents.cancel(booking)} />
    </li>
  );
}

interface RowActionsProps {
  readonly booking: BookingAnswer;
  readonly onMove: (() => void) | undefined;
  readonly onCancel: () => void;
}

function RowActions({ booking, onMove, onCancel }: RowActionsProps) {
  const t = useTranslations();
  const { id, title, statusReason } = booking;
  if (statusReason === 'cancelling') return null;
  return (
    <div className="flex flex-wrap gap-1 sm:justify-end">
      {booking.mayChange && (
        <PageLink
          href={`/bookings/${encodeURIComponent(id)}/change`}
          aria-label={t('change.changeNamed', { title })}
          className={buttonClass()}
        >
          {t('change.change')}
        </PageLink>
      )}
      {onMove && (
        <Button aria-label={t('change.moveNamed', { title })} onClick={onMove}>
          {t('change.move')}
        </Button>
      )}
      {booking.mayCancel && (
        <Button aria-label={t('bookings.cancelNamed', { title })} onClick={onCancel}>
          {t('bookings.cancel')}
        </Button>
      )}
    </div>
  );
}

function Rooms({ booking }: { readonly booking: BookingAnswer }) {
  const t = useTranslations('common');
  const floorText = useFloorText();
  return mainRooms(booking).map(({ id, name, building, floor }) => (
    <p key={id} className="text-quiet">
      <PageLink
        href={`/rooms/${encodeURIComponent(id)}`}
        className="inline-block py-0.5 text-ink underline underline-offset-4"
      >
        {name}
      </PageLink>
      , {t('roomAt', { building, floor: floorText(floor) })}
    </p>
  ));
}

function People({ booking }: { readonly booking: BookingAnswer }) {
  const t = useTranslations('bookings');
  const me = useReader();
  const parts = [
    booking.organizer.email !== me.email && t('by', { name: booking.organizer.name }),
    booking.attendees.length > 0 && t('attendees', { count: booking.attendees.length }),
  ].filter((part) => part !== false);
  return parts.length > 0 && <p className="text-12 text-quiet">{parts.join(' · ')}</p>;
}
