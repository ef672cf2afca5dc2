import { FoyerError } from '@/lib/core/errors';
import type { ZoneId } from '@/lib/core/time/zone';
import type { RoomRecord } from '@/lib/db/ports';
import type { Call } from '@/lib/services/call';
import type { RecordManagers } from '@/lib/services/manage-records';

export type NewRoom = Omit<RoomRecord, 'id' | 'timeZone'> & {
  /** Absent: the building's. */
  readonly timeZone?: ZoneId | undefined;
};

/** @throws FoyerError `invalid-input` for a building, connection or feature that is not there. */
export async function createRoom(
  { buildings, rooms }: RecordManagers,
  room: NewRoom,
  call: Call,
): Promise<RoomRecord> {
  const timeZone = room.timeZone ?? (await zoneOf(buildings, room.buildingId, call));
  return rooms.create({ ...room, timeZone }, call);
}

async function zoneOf(
  buildings: RecordManagers['buildings'],
  buildingId: string,
  call: Call,
): Promise<ZoneId> {
  const building = (await buildings.list(call)).find(({ id }) => id === buildingId);
  if (building) return building.timeZone;
  const errors = [{ path: 'buildingId', message: 'no such building' }];
  throw new FoyerError('invalid-input', 'There is no such building.', { errors });
}
