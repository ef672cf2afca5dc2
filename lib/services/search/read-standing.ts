import { isFree, type UnknownReason } from '@/lib/core/availability/busy';
import type { RoomTaken } from '@/lib/core/availability/room-taken';
import { restWithinReach } from '@/lib/core/availability/suggest';
import type { Room } from '@/lib/core/places/room';
import { dayMs, type Instant, instant } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';
import type { Standing, StoredCalendars } from '@/lib/db/calendar-ports';
import type { Call } from '@/lib/services/call';
import { type AvailabilityDeps, readAvailability } from '@/lib/services/read-availability';
import { toUnknownReason } from '@/lib/services/unknown-reason';

/** How one room stands on the dates. */
export interface RoomStanding {
  /** Null: it is known. */
  readonly unknown: UnknownReason | null;
  /** On how many dates it is taken. */
  readonly taken: number;
  /** It is taken, and has no other time within reach: there is nothing more to say of it. */
  readonly isSettled: boolean;
}

export type StandingOf = (room: Room) => RoomStanding;

export interface StandingQuestion {
  readonly rooms: readonly Room[];
  readonly dates: readonly Interval[];
  readonly organisationId: string;
  readonly call: Call;
  /** How many results are wanted. */
  readonly limit: number;
}

/**
 * How the rooms stand: from what the database holds, and live where it holds nothing of a room or of
 * these dates. Null where all that is known of each room is read anyway, because they are few and it
 * is one date.
 */
export async function readStanding(
  deps: AvailabilityDeps,
  question: StandingQuestion,
): Promise<StandingOf | null> {
  const { rooms, dates, limit } = question;
  if (rooms.length <= limit && dates.length === 1) return null;
  const stored = await askStored(deps.stored, question);
  const others = rooms.filter((room) => stored(room) === null);
  const live = await countLive(deps, question, others);
  return (room) => {
    const standing = stored(room) ?? live.get(room.id);
    if (!standing) throw new Error(`nobody has looked how the room ${room.id} stands`);
    return standing;
  };
}

/** Null: it does not say. */
type StoredStanding = (room: Room) => RoomStanding | null;

async function askStored(
  stored: StoredCalendars | undefined,
  { organisationId, dates }: StandingQuestion,
): Promise<StoredStanding> {
  if (!stored) return () => null;
  const [date, ...others] = dates;
  const rest = date && others.length === 0 && isLong(date) ? restWithinReach(date) : null;
  if (date && rest) {
    const { free, freeLater, unsaid } = await stored.longStanding(organisationId, date, rest.start);
    return knownOf(unsaid, ({ id }) => {
      if (free.has(id)) return freeStanding;
      return freeLater.has(id) ? takenStanding : settledStanding;
    });
  }
  const { taken, unsaid } = await stored.standing(organisationId, dates);
  return knownOf(unsaid, ({ id }) => ({ ...freeStanding, taken: taken.get(id) ?? 0 }));
}

const freeStanding: RoomStanding = { unknown: null, taken: 0, isSettled: false };
const takenStanding: RoomStanding = { ...freeStanding, taken: 1 };
const settledStanding: RoomStanding = { ...takenStanding, isSettled: true };

/** A date in which most rooms are taken by something, and some by very much. */
function isLong({ start, end }: Interval): boolean {
  return end - start >= dayMs;
}

function knownOf(unsaid: Standing['unsaid'], known: StandingOf): StoredStanding {
  return (room) => {
    const tooOld = unsaid.get(room.id);
    if (tooOld === undefined) return known(room);
    return tooOld && toUnknown(tooOld.error ? toUnknownReason(tooOld.error) : 'too-old');
  };
}

function toUnknown(reason: UnknownReason): RoomStanding {
  return { unknown: reason, taken: 0, isSettled: false };
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
  if (availability.status === 'unknown') return toUnknown(availability.reason);
  const taken = dates.filter((date) => isFree(availability, date) === false).length;
  return { ...freeStanding, taken };
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
