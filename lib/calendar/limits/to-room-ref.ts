import type { RoomRef } from '@/lib/calendar/backend';
import type { Room } from '@/lib/core/places/room';

export function toRoomRef(room: Room): RoomRef {
  return { roomId: room.id, address: room.address };
}
