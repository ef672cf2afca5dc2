import type { Room } from '@/lib/core/places/room';
import type { RoomAnswer } from '@/lib/http/contract/places';

/** Every field by name: what is not listed here does not leave the server. */
export function presentRoom(room: Room): RoomAnswer {
  return {
    id: room.id,
    name: room.name,
    buildingId: room.building.id,
    building: room.building.name,
    floor: room.floor.name,
    floorLevel: room.floor.level,
    capacity: room.capacity,
    features: [...room.features],
    accessible: room.accessible,
    timeZone: room.timeZone,
    photoUrl: room.photoUrl,
    connectionId: room.connection.id,
    backend: room.connection.kind,
    policy: {
      ...room.policy,
      openingHours: room.policy.openingHours.map((hours) => ({ ...hours })),
    },
  };
}
