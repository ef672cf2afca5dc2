'use client';

import { useLocale, useTranslations } from 'next-intl';
import { mainRooms } from '@/app/_components/booking/main-rooms';
import { useReader, useReaderZone } from '@/app/_components/reader';
import { RoomTime } from '@/app/_components/room-time';
import { useFloorText } from '@/app/_components/use-floor-text';
import { dateOf } from '@/lib/core/time/wall-time';
import { zoneId } from '@/lib/core/time/zone';
import { readInterval } from '@/lib/http/client/read-instant';
import type { BookingAnswer } from '@/lib/http/contract/bookings';
import { formatCalendarDate } from '@/lib/i18n/format-date';

/** When, what, where, and whose it is where it is not the reader's own. */
export function BookedFacts({ booking }: { readonly booking: BookingAnswer }) {
  const t = useTranslations();
  const me = useReader();
  const locale = useLocale();
  const readerZone = useReaderZone();
  const floorText = useFloorText();
  const time = readInterval(booking);
  const zone = zoneId(booking.rooms[0]?.timeZone ?? booking.timeZone);
  return (
    <div className="border-y border-hairline py-3">
      <p className="text-28 font-semibold tracking-tight">
        <RoomTime interval={time} zone={zone} readerZone={readerZone} />
      </p>
      <p className="first-letter:uppercase">
        {formatCalendarDate(dateOf(time.start, zone), 'full', locale)}
      </p>
      <p className="mt-2 font-semibold break-words">{booking.title}</p>
      {mainRooms(booking).map(({ id, name, building, floor }) => (
        <p key={id} className="text-quiet">
          {name}, {t('common.roomAt', { building, floor: floorText(floor) })}
        </p>
      ))}
      {booking.organizer.email !== me.email && (
        <p className="text-quiet wrap-anywhere">
          {t('bookings.by', { name: booking.organizer.name })}
        </p>
      )}
    </div>
  );
}
