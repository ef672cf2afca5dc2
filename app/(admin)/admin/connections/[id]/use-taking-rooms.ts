import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import {
  type BuildingChoice,
  type ChosenRoom,
  ensureBuilding,
  takeRooms,
} from '@/app/(admin)/admin/connections/[id]/take-rooms';
import type { DiscoveredRoomAnswer } from '@/lib/http/contract/admin-connections';

/** What the administrator says of one room. */
export interface RoomRow {
  readonly isChosen: boolean;
  readonly capacity: string;
  readonly floor: string;
}

const usualCapacity = 8;
const keyOf = ({ address }: DiscoveredRoomAnswer): string =>
  address.calendarUrl ?? address.email ?? '';

/** Which of the new rooms are chosen and where they are, and taking them in. */
export function useTakingRooms(
  connectionId: string,
  rooms: readonly DiscoveredRoomAnswer[],
  buildings: readonly { readonly id: string }[],
) {
  const t = useTranslations('connections');
  const client = useQueryClient();
  const [rows, setRows] = useState<Readonly<Record<string, Partial<RoomRow>>>>({});
  const [picked, setBuilding] = useState<BuildingChoice | null>(null);
  const [first] = buildings;
  const building = picked ?? (first ? { id: first.id } : { name: '', timeZone: browserZone() });
  const rowFor = (room: DiscoveredRoomAnswer): RoomRow => ({
    isChosen: false,
    capacity: String(room.capacity ?? usualCapacity),
    floor: room.floor ?? t('floorUsual'),
    ...rows[keyOf(room)],
  });
  const chosen = rooms.flatMap((room): ChosenRoom[] => {
    const { isChosen, capacity, floor } = rowFor(room);
    return isChosen ? [{ room, capacity: Number(capacity), floor: floor.trim() }] : [];
  });
  const taking = useMutation({
    mutationFn: async () => {
      const buildingId = await ensureBuilding(building);
      setBuilding({ id: buildingId });
      return takeRooms(connectionId, buildingId, chosen);
    },
    onSettled: async () => {
      const keys = [['admin'], ['buildings'], ['connections']];
      await Promise.all(keys.map((queryKey) => client.invalidateQueries({ queryKey })));
    },
  });
  return {
    building,
    setBuilding,
    chosen,
    taking,
    rowOf: (room: DiscoveredRoomAnswer) => ({
      row: rowFor(room),
      onChange: (change: Partial<RoomRow>) =>
        setRows({ ...rows, [keyOf(room)]: { ...rows[keyOf(room)], ...change } }),
    }),
  };
}

function browserZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}
