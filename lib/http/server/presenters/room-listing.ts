import type { RoomListing } from '@/lib/calendar/backend';

export function presentRoomListing({ rooms, cutLists }: RoomListing) {
  return {
    items: rooms.map(({ address, equipment, ...room }) => ({
      ...room,
      address: { ...address },
      equipment: [...equipment],
    })),
    nextCursor: null,
    cutLists: [...cutLists],
  };
}
