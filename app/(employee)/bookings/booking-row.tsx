'use client';

import { Lock } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Button } from '@/app/_components/button';
import { useReader, useReaderZone } from '@/app/_components/reader';
import { RoomTime } from '@/app/_components/room-time';
import { useFloorText } from '@/app/_components/use-floor-text';
import { BookingStatusText } from '@/app/(employee)/bookings/booking-status-text';
import { isLive } from '@/lib/core/bookings/status';
import { parseInstant } from '@/lib/core/time/instant';
import { zoneId } from '@/lib/core/time/zone';
import type { BookingAnswer } from '@/lib/http/contract/bookings';

interface BookingRowProps {
  readonly booking: BookingAnswer;
  readonly onCancel: (booking: BookingAnswer) => void;
}

/** When, what, where and how it stands; with the way out while there is one. */
export function BookingRow({ booking, onCancel }: BookingRowProps) {
  const t = useTranslations();
  const readerZone = useReaderZone();
  const floorText = useFloorText();
  const start = parseInstant(booking.start);
  const end = parseInstant(booking.end);
  const [room] = booking.rooms;
  if (start === null || end === null) return null;
  const ended = !isLive(booking.status);
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-x-6 gap-y-1 border-t border-hairline py-3 sm:grid-cols-[10.5rem_minmax(0,1fr)_auto]">
      <p
        className={`text-16 font-semibold max-sm:col-span-2 ${ended ? 'text-quiet line-through' : ''}`}
      >
        <RoomTime
          interval={{ start, end }}
          zone={zoneId(room?.timeZone ?? booking.timeZone)}
          readerZone={readerZone}
        />
      </p>
      <div className="min-w-0">
        <p className="flex items-center gap-2 text-16 font-semibold break-words">
          {booking.visibility === 'private' && (
            <Lock aria-label={t('bookings.private')} size={14} className="shrink-0" />
          )}
          {booking.title}
        </p>
        {booking.rooms.map(({ id, name, building, floor }) => (
          <p key={id} className="text-quiet">
            <Link
              href={`/rooms/${encodeURIComponent(id)}`}
              className="inline-block py-0.5 text-ink underline underline-offset-4"
            >
              {name}
            </Link>
            , {t('common.roomAt', { building, floor: floorText(floor) })}
          </p>
        ))}
        <People booking={booking} />
        <BookingStatusText booking={booking} />
      </div>
      {booking.mayCancel && booking.statusReason !== 'cancelling' && (
        <Button
          aria-label={t('bookings.cancelNamed', { title: booking.title })}
          onClick={() => onCancel(booking)}
        >
          {t('bookings.cancel')}
        </Button>
      )}
    </li>
  );
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
