'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { Button } from '@/app/_components/button';
import { Dialog } from '@/app/_components/dialog';
import { LoadError } from '@/app/_components/load-error';
import { useFloorText } from '@/app/_components/use-floor-text';
import { ChangeFailure } from '@/app/(employee)/bookings/change-failure';
import { isDateOfSeries } from '@/app/(employee)/bookings/is-date-of-series';
import { useBookingChange } from '@/app/(employee)/bookings/use-booking-change';
import { minuteMs } from '@/lib/core/time/instant';
import { roomQuery } from '@/lib/http/client/places-queries';
import { readInterval } from '@/lib/http/client/read-instant';
import { searchQuery } from '@/lib/http/client/search-query';
import type { BookingAnswer } from '@/lib/http/contract/bookings';
import type { RoomAnswer } from '@/lib/http/contract/places';

interface MoveDialogProps {
  readonly booking: BookingAnswer;
  readonly onClose: () => void;
  readonly onDone: (words: string) => void;
}

const mostRooms = 6;

/** Other rooms of the building that are free at that time, the best fit first, one press away. */
export function MoveDialog({ booking, onClose, onDone }: MoveDialogProps) {
  const t = useTranslations('change');
  const leaving = leftRoom(booking);
  const moving = useBookingChange();
  const moveTo = (room: RoomAnswer) => {
    const roomIds = booking.rooms.map(({ id }) => (id === leaving?.id ? room.id : id));
    const scope = isDateOfSeries(booking) ? 'one' : undefined;
    moving.mutate(
      { booking: { id: booking.id, etag: booking.etag, scope }, change: { roomIds } },
      {
        onSuccess: () => {
          onDone(t('moved', { title: booking.title, room: room.name }));
          onClose();
        },
      },
    );
  };
  return (
    <Dialog title={t('moveTitle')} onClose={onClose}>
      <div className="grid gap-4">
        <p>{t('moveText', { title: booking.title, room: leaving?.name ?? '' })}</p>
        {leaving && (
          <FreeRooms
            booking={booking}
            leavingId={leaving.id}
            disabled={moving.isPending}
            onMove={moveTo}
          />
        )}
        <ChangeFailure error={moving.error} onReload={onClose} />
      </div>
    </Dialog>
  );
}

/** Of several rooms the one that somebody else has taken as well. */
function leftRoom({ rooms, conflicts }: BookingAnswer) {
  const lost = conflicts.map(({ roomId }) => roomId);
  return rooms.find(({ id }) => lost.includes(id)) ?? rooms[0];
}

interface FreeRoomsProps {
  readonly booking: BookingAnswer;
  readonly leavingId: string;
  readonly disabled: boolean;
  readonly onMove: (room: RoomAnswer) => void;
}

function FreeRooms({ booking, leavingId, disabled, onMove }: FreeRoomsProps) {
  const t = useTranslations();
  const floorText = useFloorText();
  const { free, error, refetch } = useFreeRooms(booking, leavingId);
  if (error) {
    return <LoadError title={t('search.errorTitle')} error={error} onRetry={refetch} />;
  }
  if (!free) return <p role="status">{t('common.loading')}</p>;
  if (free.length === 0) return <p role="status">{t('change.moveNone')}</p>;
  return (
    <ul className="grid gap-2">
      {free.map((room) => (
        <li key={room.id} className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <Button disabled={disabled} onClick={() => onMove(room)}>
            {t('change.moveTo', { room: room.name })}
          </Button>
          <span className="text-12 text-quiet">
            {floorText(room.floor)}, {t('common.people', { count: room.capacity })}
          </span>
        </li>
      ))}
    </ul>
  );
}

function useFreeRooms(booking: BookingAnswer, leavingId: string) {
  const leaving = useQuery(roomQuery(leavingId));
  const { start, end } = readInterval(booking);
  const { data, error, isPlaceholderData, refetch } = useQuery({
    ...searchQuery({
      start,
      durationMinutes: (end - start) / minuteMs,
      buildingId: leaving.data?.buildingId,
      minCapacity: booking.attendees.length + 1,
      features: [],
      accessible: false,
    }),
    enabled: leaving.data !== undefined,
  });
  const own = booking.rooms.map(({ id }) => id);
  const free = isPlaceholderData
    ? undefined
    : data?.items
        .filter(({ available, room }) => available === true && !own.includes(room.id))
        .slice(0, mostRooms)
        .map(({ room }) => room);
  const retry = () => void Promise.all([leaving.refetch(), refetch()]);
  return { free, error: leaving.error ?? error, refetch: retry };
}
