import { isFree, type UnknownReason } from '@/lib/core/availability/busy';
import type { RoomTaken } from '@/lib/core/availability/room-taken';
import type { Room } from '@/lib/core/places/room';
import { type Instant, instant } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';
import type { Standing } from '@/lib/db/calendar-ports';
import type { Call } from '@/lib/services/call';
import { type AvailabilityDeps, readAvailability } from '@/lib/services/read-availability';
import { toUnknownReason } from '@/lib/services/unknown-reason';

/** How one room stands on the dates. */
export interface RoomStanding {
  /** Null: it is known. */
  readonly unknown: UnknownReason | null;
  /** On how many dates it is taken. */
  readonly taken: number;
}

export interface StandingQuestion {
  readonly rooms: readonly Room[];
  readonly dates: readonly Interval[];
  readonly organisationId: string;
  readonly call: Call;
  /** How many results are wanted. */
  readonly limit: number;
}

/**
 * How the rooms stand, by their ids: from what the database holds, and live where it holds nothing
 * of a room or of these dates. Null where all that is known of each room is read anyway, because
 * they are few and it is one date.
 */
export async function readStanding(
  deps: AvailabilityDeps,
  question: StandingQuestion,
): Promise<ReadonlyMap<string, RoomStanding> | null> {
  const { rooms, dates, organisationId, limit } = question;
  if (rooms.length <= limit && dates.length === 1) return null;
  const stored = await deps.stored?.standing(organisationId, dates);
  const isSaid = (room: Room) => stored !== undefined && stored.unsaid.get(room.id) !== null;
  const others = rooms.filter((room) => !isSaid(room));
  const live = await countLive(deps, question, others);
  return new Map(rooms.map((room) => [room.id, live.get(room.id) ?? toStanding(stored, room.id)]));
}

function toStanding(stored: Standing | undefined, roomId: string): RoomStanding {
  const tooOld = stored?.unsaid.get(roomId);
  if (!tooOld) return { unknown: null, taken: stored?.taken.get(roomId) ?? 0 };
  return { unknown: tooOld.error ? toUnknownReason(tooOld.error) : 'too-old', taken: 0 };
}

async function countLive(
  deps: AvailabilityDeps,
  { dates, call }: StandingQuestion,
  rooms: readonly Room[],
): Promise<ReadonlyMap<string, RoomStanding>> {
  const window = spanOf(dates);
  if (rooms.length === 0 || !window) return new Map();
  const { signal, requestId } = call;
  const read = await readAvailability(deps, { rooms, window, signal, requestId, fresh: false });
  return new Map(read.map((taken) => [taken.room.id, countTaken(taken, dates)]));
}

function countTaken({ availability }: RoomTaken, dates: readonly Interval[]): RoomStanding {
  if (availability.status === 'unknown') return { unknown: availability.reason, taken: 0 };
  const taken = dates.filter((date) => isFree(availability, date) === false).length;
  return { unknown: null, taken };
}

function spanOf(dates: readonly Interval[]): Interval | null {
  const [first] = dates;
  if (!first) return null;
  const end = dates.reduce<Instant>(
    (latest, date) => instant(Math.max(latest, date.end)),
    first.end,
  );
  return { start: first.start, end };
}
