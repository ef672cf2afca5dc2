'use client';

import { Plus, Users, X } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/app/_components/button';
import { FeatureList } from '@/app/_components/feature-list';
import { IconButton } from '@/app/_components/icon-button';
import { useFloorText } from '@/app/_components/use-floor-text';
import { usePolicyWords } from '@/app/_components/use-policy-words';
import type { Interval } from '@/lib/core/time/interval';
import type { RoomAnswer } from '@/lib/http/contract/places';

const AddRoom = dynamic(async () => {
  const loaded = await import('@/app/_components/booking/add-room');
  return loaded.AddRoom;
});

interface RoomFieldProps {
  readonly rooms: readonly RoomAnswer[];
  readonly interval: Interval | null;
  readonly errors: readonly string[];
  readonly onChange: (rooms: readonly RoomAnswer[]) => void;
}

/** Which rooms, where they are, and what their rules say of those who book them. */
export function RoomField({ rooms, interval, errors, onChange }: RoomFieldProps) {
  const t = useTranslations('book');
  const [isAdding, setAdding] = useState(false);
  const add = (room: RoomAnswer) => {
    setAdding(false);
    onChange([...rooms, room]);
  };
  return (
    <div className="grid gap-3 border-y border-hairline py-3">
      <ul className="grid gap-3">
        {rooms.map((room) => (
          <RoomItem
            key={room.id}
            room={room}
            onRemove={
              rooms.length > 1
                ? () => onChange(rooms.filter(({ id }) => id !== room.id))
                : undefined
            }
          />
        ))}
      </ul>
      {errors.map((error) => (
        <p key={error} className="text-12 font-semibold text-danger">
          {error}
        </p>
      ))}
      {isAdding && interval ? (
        <AddRoom rooms={rooms} interval={interval} onAdd={add} />
      ) : (
        <Button
          variant="quiet"
          size="small"
          disabled={interval === null}
          onClick={() => setAdding(true)}
          className="-ms-2 justify-self-start"
        >
          <Plus aria-hidden size={16} />
          {t('addRoom')}
        </Button>
      )}
    </div>
  );
}

interface RoomItemProps {
  readonly room: RoomAnswer;
  readonly onRemove: (() => void) | undefined;
}

function RoomItem({ room, onRemove }: RoomItemProps) {
  const t = useTranslations();
  const floorText = useFloorText();
  const words = usePolicyWords(room.policy);
  return (
    <li className="grid gap-1">
      <div className="flex items-baseline justify-between gap-4">
        <p className="min-w-0">
          <span className="sr-only">{t('book.room')}: </span>
          <span className="text-16 font-semibold">{room.name}</span>{' '}
          <span className="text-quiet">
            {t('common.roomAt', { building: room.building, floor: floorText(room.floor) })}
          </span>
        </p>
        <p className="flex shrink-0 items-center gap-1 text-quiet">
          <Users aria-hidden size={14} />
          {t('common.people', { count: room.capacity })}
        </p>
        {onRemove && (
          <IconButton
            icon={X}
            label={t('book.removeRoom', { room: room.name })}
            onClick={onRemove}
            className="self-center"
          />
        )}
      </div>
      <FeatureList features={room.features} accessible={room.accessible} />
      {words.room.length > 0 && <p className="text-12 text-quiet">{words.room.join(' · ')}</p>}
    </li>
  );
}
