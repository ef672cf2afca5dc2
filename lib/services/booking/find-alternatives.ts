import { reachFrom, suggestInstead } from '@/lib/core/availability/suggest';
import type { Suggestion } from '@/lib/core/errors';
import type { Role } from '@/lib/core/places/role';
import type { Room } from '@/lib/core/places/room';
import { evaluatePolicy } from '@/lib/core/policy/evaluate-policy';
import type { Interval } from '@/lib/core/time/interval';
import type { BookingDeps } from '@/lib/services/booking/booking-deps';
import { readAvailability } from '@/lib/services/read-availability';

export interface AlternativesQuestion {
  readonly room: Room;
  readonly wanted: Interval;
  readonly role: Role;
  readonly signal: AbortSignal;
  readonly requestId: string;
}

/** Rooms of the building are enough to choose from, and all are read in one question. */
const mostCandidates = 100;

/** Up to three other slots for someone who just lost one; what is unknown is not offered. */
export async function findAlternatives(
  deps: BookingDeps,
  question: AlternativesQuestion,
): Promise<readonly Suggestion[]> {
  const { room, wanted, role, signal, requestId } = question;
  const { organisationId, building } = room;
  const neighbours = await deps.places.findRooms({ organisationId, buildingId: building.id });
  const rooms = [room, ...neighbours.filter((other) => other.id !== room.id)].slice(
    0,
    mostCandidates,
  );
  const window = reachFrom(wanted.start, wanted);
  const read = await readAvailability(deps, { rooms, window, signal, requestId, fresh: false });
  const now = deps.clock.now();
  const roomById = new Map(rooms.map((candidate) => [candidate.id, candidate]));
  return suggestInstead(wanted, room, read).filter((suggestion) => {
    const target = roomById.get(suggestion.roomId);
    if (!target) return false;
    const { timeZone, policy } = target;
    const asked = { wanted: suggestion, timeZone, role, now, activeBookings: 0 };
    return evaluatePolicy(policy, asked).length === 0;
  });
}
