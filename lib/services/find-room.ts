import { FoyerError } from '@/lib/core/errors';
import type { Room } from '@/lib/core/places/room';
import type { PlacesStore } from '@/lib/db/ports';
import type { Call } from '@/lib/services/call';

/** @throws FoyerError `not-found`. */
export async function findRoom(
  places: PlacesStore,
  roomId: string,
  { person }: Call,
): Promise<Room> {
  const { organisationId } = person;
  const [room] = await places.findRooms({ organisationId, roomIds: [roomId] });
  if (room) return room;
  throw new FoyerError('not-found', 'There is no such room.');
}
