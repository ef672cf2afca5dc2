'use client';

import { useTranslations } from 'next-intl';
import { useOpenBooking } from '@/app/_components/booking-context';
import { Button } from '@/app/_components/button';
import { FeatureList } from '@/app/_components/feature-list';
import { PageLink } from '@/app/_components/page-link';
import { StateSwatch } from '@/app/_components/state-swatch';
import { offerAt } from '@/app/(employee)/grid/booking-offer';
import { cellAt, cellOfHour, type DayAxis } from '@/app/(employee)/grid/day-axis';
import { firstShownHour } from '@/app/(employee)/grid/opening-cell';
import { isTaken, type Stretch } from '@/app/(employee)/grid/room-day';
import { RoomPicker } from '@/app/(employee)/grid/room-picker';
import type { ChangeGrid } from '@/app/(employee)/grid/use-grid-state';
import { type StretchWords, useStretchWords } from '@/app/(employee)/grid/use-stretch-words';
import type { RoomAnswer } from '@/lib/http/contract/places';

interface RoomDayListProps {
  readonly rooms: readonly RoomAnswer[];
  readonly wishedRoomId: string | null;
  readonly axis: DayAxis;
  readonly dayOf: (room: RoomAnswer) => readonly Stretch[];
  readonly change: ChangeGrid;
}

/** One room's day from top to bottom: what a phone shows in place of the grid. */
export function RoomDayList({ rooms, wishedRoomId, axis, dayOf, change }: RoomDayListProps) {
  const t = useTranslations('grid');
  const { date } = useStretchWords(axis);
  const room = rooms.find(({ id }) => id === wishedRoomId) ?? rooms[0];
  if (!room) return null;
  const stretches = dayOf(room).filter(({ state }) => state !== 'past');
  return (
    <>
      <RoomPicker rooms={rooms} value={room} onChange={(id) => change({ room: id })} />
      <div className="mt-2 mb-4">
        <FeatureList features={room.features} accessible={room.accessible} />
      </div>
      <ul aria-label={t('dayList', { room: room.name, date })} className="border-b border-hairline">
        {stretches.map((stretch) => (
          <StretchRow key={stretch.start} {...{ stretch, room, axis }} />
        ))}
      </ul>
    </>
  );
}

interface StretchRowProps {
  readonly stretch: Stretch;
  readonly room: RoomAnswer;
  readonly axis: DayAxis;
}

function StretchRow({ stretch, room, axis }: StretchRowProps) {
  const words = useStretchWords(axis);
  const t = useTranslations('grid');
  const isWholeDay = stretch.start <= axis.window.start && stretch.end >= axis.window.end;
  if (stretch.state === 'loading') {
    return (
      <li className="border-t border-hairline py-3">
        <span className="sr-only">{words.state(stretch)}</span>
        <div aria-hidden className="skeleton h-11" />
      </li>
    );
  }
  return (
    <li className="grid grid-cols-[7rem_minmax(0,1fr)] items-center gap-x-3 gap-y-2 border-t border-hairline py-3">
      <span className="text-16 font-semibold whitespace-nowrap">
        {isWholeDay ? (
          <span className="first-letter:uppercase inline-block">{t('allDay')}</span>
        ) : (
          words.range(stretch)
        )}
      </span>
      <span className="flex min-w-0 items-start gap-2">
        {stretch.state !== 'free' && stretch.state !== 'past' && (
          <span className="flex h-5 items-center">
            <StateSwatch state={stretch.state} />
          </span>
        )}
        <StretchText {...{ stretch, words }} />
      </span>
      {stretch.state === 'free' && <BookFree {...{ stretch, room, axis }} />}
    </li>
  );
}

interface StretchTextProps {
  readonly stretch: Stretch;
  readonly words: StretchWords;
}

/** What it is called, which leads to it where the reader may open it, and its state. */
function StretchText({ stretch, words }: StretchTextProps) {
  const state = words.state(stretch);
  const title = words.title(stretch);
  if (stretch.state === 'free') return state;
  if (title === null) return <span className="text-quiet">{state}</span>;
  const bookingId = isTaken(stretch) ? stretch.bookingId : null;
  return (
    <span className="min-w-0 wrap-anywhere">
      {bookingId === null ? (
        title
      ) : (
        <PageLink
          href={`/bookings/${encodeURIComponent(bookingId)}`}
          className="inline-flex min-h-6 items-center rounded-control font-semibold text-accent"
        >
          {title}
        </PageLink>
      )}
      <span className="block text-quiet">{state}</span>
    </span>
  );
}

/** Offers the first half hour of a free stretch; of the night's, the one from 8:00. */
function BookFree({ stretch, room, axis }: StretchRowProps) {
  const t = useTranslations('grid');
  const words = useStretchWords(axis);
  const openBooking = useOpenBooking();
  const morning = cellOfHour(axis, firstShownHour);
  const first = cellAt(axis, stretch.start);
  const isMorningFree = first < morning && cellAt(axis, stretch.end) > morning;
  const offer = offerAt(axis, stretch, isMorningFree ? morning : first, room.policy);
  return (
    <Button
      size="large"
      className="col-span-2"
      onClick={() => openBooking({ roomId: room.id, ...offer })}
    >
      {t('bookFree', { room: room.name, range: words.range(offer) })}
    </Button>
  );
}
