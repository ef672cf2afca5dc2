'use client';

import { useTranslations } from 'next-intl';
import { Button } from '@/app/_components/button';
import { Notice } from '@/app/_components/notice';
import { useErrorText } from '@/app/_components/use-error-text';
import { BuildingField } from '@/app/(admin)/admin/connections/[id]/building-field';
import { FoundRoomRow } from '@/app/(admin)/admin/connections/[id]/found-room-row';
import { useTakingRooms } from '@/app/(admin)/admin/connections/[id]/use-taking-rooms';
import type { DiscoveredRoomAnswer } from '@/lib/http/contract/admin-connections';

interface FoundRoomsFormProps {
  readonly connectionId: string;
  readonly rooms: readonly DiscoveredRoomAnswer[];
  readonly buildings: readonly { readonly id: string; readonly name: string }[];
  readonly isKnown: (room: DiscoveredRoomAnswer) => boolean;
}

/** Chooses among the rooms that were found, says where they are, and takes them in. */
export function FoundRoomsForm({ connectionId, rooms, buildings, isKnown }: FoundRoomsFormProps) {
  const t = useTranslations('connections');
  const errorText = useErrorText();
  const { building, setBuilding, rowOf, chosen, taking } = useTakingRooms(
    connectionId,
    rooms.filter((room) => !isKnown(room)),
    buildings,
  );
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (chosen.length > 0) taking.mutate();
      }}
    >
      <ul className="border-b border-hairline">
        {rooms.map((room) => (
          <FoundRoomRow
            key={room.address.calendarUrl ?? room.address.email}
            room={room}
            isKnown={isKnown(room)}
            {...rowOf(room)}
          />
        ))}
      </ul>
      <BuildingField buildings={buildings} choice={building} onChange={setBuilding} />
      {taking.error && (
        <Notice tone="danger" role="alert">
          {errorText(taking.error)}
        </Notice>
      )}
      {taking.data && taking.data.failed.length > 0 && (
        <Notice tone="danger" role="alert">
          <ul>
            {taking.data.failed.map(({ name, error }) => (
              <li key={name}>{t('takeFailed', { name, reason: errorText(error) })}</li>
            ))}
          </ul>
        </Notice>
      )}
      <div className="flex flex-wrap items-center gap-4">
        <Button type="submit" variant="primary" disabled={taking.isPending || chosen.length === 0}>
          {taking.isPending ? t('taking') : t('take', { count: chosen.length })}
        </Button>
        <p role="status" className="font-semibold">
          {taking.data && taking.data.taken > 0 && t('taken', { count: taking.data.taken })}
        </p>
      </div>
    </form>
  );
}
