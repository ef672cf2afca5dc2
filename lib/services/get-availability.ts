import type { RoomTaken } from '@/lib/core/availability/room-taken';
import { FoyerError } from '@/lib/core/errors';
import type { Interval } from '@/lib/core/time/interval';
import type { PlacesStore } from '@/lib/db/ports';
import type { AvailabilityMemory } from '@/lib/services/availability-memory';
import type { Call } from '@/lib/services/call';
import { type AvailabilityDeps, readWhole } from '@/lib/services/read-availability';

export interface AvailabilityRequest {
  readonly roomIds?: readonly string[] | undefined;
  readonly buildingId?: string | undefined;
  readonly window: Interval;
  readonly fresh: boolean;
}

const mostRooms = 1_000;

/**
 * When rooms are taken: those named, in that order, or those of a building.
 * @throws FoyerError `not-found` when a named room or the building is not there.
 */
export async function getAvailability(
  deps: AvailabilityDeps & { readonly places: PlacesStore; readonly memory?: AvailabilityMemory },
  request: AvailabilityRequest,
  call: Call,
): Promise<readonly RoomTaken[]> {
  const { organisationId } = call.person;
  const { roomIds, buildingId, window, fresh } = request;
  const found = await deps.places.findRooms({ organisationId, roomIds, buildingId });
  const rooms = roomIds ? inOrder(roomIds, found) : found;
  if (rooms.length > mostRooms) {
    throw new FoyerError('invalid-input', `Ask for at most ${mostRooms} rooms at once.`);
  }
  const { signal, requestId } = call;
  const elsewhere = rooms.filter((room) => room.connection.kind !== 'local');
  const read = () => readWhole(deps, { rooms, window, fresh, signal, requestId });
  const [taken] = await Promise.all([
    deps.memory && !fresh
      ? deps.memory.recall({ organisationId, rooms, window }, read)
      : read().then((reading) => reading.rooms),
    deps.stored?.look(elsewhere.map((room) => room.id)),
  ]);
  return taken;
}

function inOrder<T extends { readonly id: string }>(ids: readonly string[], found: readonly T[]) {
  const byId = new Map(found.map((room) => [room.id, room]));
  return [...new Set(ids)].map((id) => {
    const room = byId.get(id);
    if (!room) throw new FoyerError('not-found', `There is no room ${id}.`);
    return room;
  });
}
