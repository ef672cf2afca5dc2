import { FoyerError } from '@/lib/core/errors';
import type { Room } from '@/lib/core/places/room';
import type { BookingDeps } from '@/lib/services/booking/booking-deps';

export interface WishedRoom {
  readonly roomId: string;
  /** Where in the request it is named. */
  readonly path: string;
}

/**
 * Every room that is named, in the order of the request.
 * @throws FoyerError `invalid-input` with the path of each that is not there
 */
export async function findWishedRooms(
  { places }: Pick<BookingDeps, 'places'>,
  organisationId: string,
  wished: readonly WishedRoom[],
): Promise<readonly Room[]> {
  const roomIds = [...new Set(wished.map(({ roomId }) => roomId))];
  const found = await places.findRooms({ organisationId, roomIds });
  const byId = new Map(found.map((room) => [room.id, room]));
  const errors = wished
    .filter(({ roomId }) => !byId.has(roomId))
    .map(({ path }) => ({ path, message: 'no such room' }));
  if (errors.length > 0)
    throw new FoyerError('invalid-input', 'There is no such room.', { errors });
  return roomIds.flatMap((roomId) => byId.get(roomId) ?? []);
}
