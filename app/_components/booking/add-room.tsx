'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { Button } from '@/app/_components/button';
import { Field } from '@/app/_components/field';
import { Select } from '@/app/_components/select';
import { useErrorText } from '@/app/_components/use-error-text';
import { minuteMs } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';
import { searchQuery } from '@/lib/http/client/search-query';
import type { RoomAnswer } from '@/lib/http/contract/places';

interface AddRoomProps {
  readonly rooms: readonly RoomAnswer[];
  readonly interval: Interval;
  readonly onAdd: (room: RoomAnswer) => void;
}

/** The other rooms of the building that are known to be free at that time. Takes the focus. */
export function AddRoom({ rooms, interval, onAdd }: AddRoomProps) {
  const t = useTranslations();
  const errorText = useErrorText();
  const [roomId, setRoomId] = useState('');
  const { free, error } = useFreeRooms(rooms, interval);
  const select = useRef<HTMLSelectElement>(null);
  useEffect(() => select.current?.focus(), []);
  const chosen = free?.find(({ id }) => id === roomId);
  return (
    <div className="grid gap-2">
      <Field
        label={t('book.addRoomLabel')}
        error={error ? errorText(error) : null}
        hint={free?.length === 0 ? t('book.addRoomNone') : undefined}
      >
        {(control) => (
          <Select
            {...control}
            ref={select}
            value={chosen?.id ?? ''}
            onChange={(event) => setRoomId(event.currentTarget.value)}
          >
            <option value="">{free ? t('book.addRoomChoose') : t('common.loading')}</option>
            {free?.map((room) => (
              <option key={room.id} value={room.id}>
                {`${room.name} · ${t('common.people', { count: room.capacity })}`}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {chosen && (
        <Button onClick={() => onAdd(chosen)} className="justify-self-start">
          {t('book.addRoomNamed', { room: chosen.name })}
        </Button>
      )}
    </div>
  );
}

/** Undefined until an answer for this very time is there. */
function useFreeRooms(rooms: readonly RoomAnswer[], { start, end }: Interval) {
  const { data, error, isPlaceholderData } = useQuery(
    searchQuery({
      start,
      durationMinutes: (end - start) / minuteMs,
      buildingId: rooms[0]?.buildingId,
      features: [],
      accessible: false,
    }),
  );
  const taken = rooms.map(({ id }) => id);
  const free = data?.items
    .filter(({ available, room }) => available === true && !taken.includes(room.id))
    .map(({ room }) => room);
  return { free: isPlaceholderData ? undefined : free, error };
}
