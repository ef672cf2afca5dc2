import {
  type DatesWish,
  type WishedDate,
  type WishedDates,
  wishDates,
} from '@/lib/core/bookings/wish-dates';
import { FoyerError } from '@/lib/core/errors';
import { groupBy } from '@/lib/core/group-by';
import type { Role } from '@/lib/core/places/role';
import type { Room } from '@/lib/core/places/room';
import { evaluatePolicy, type PolicyViolation } from '@/lib/core/policy/evaluate-policy';
import { checkSelfOverlap } from '@/lib/core/recurrence/check-self-overlap';
import { isRuleProblem, type RuleProblem, ruleProblem } from '@/lib/core/recurrence/rule-problem';
import { ruleProblemText } from '@/lib/core/recurrence/rule-problem-text';
import { addMs, dayMs, type Instant } from '@/lib/core/time/instant';
import type { ZoneId } from '@/lib/core/time/zone';
import type { BookingDeps } from '@/lib/services/booking/booking-deps';
import { findWishedRooms, type WishedRoom } from '@/lib/services/booking/find-wished-rooms';
import { heldRange } from '@/lib/services/booking/room-event';

export interface BookingWish extends DatesWish {
  readonly timeZone: ZoneId;
}

/** A wish for dates in rooms, with all that is known of it before anybody is asked for a slot. */
export interface ResolvedWish extends WishedDates {
  /** Those of the booking first, then those of single dates. */
  readonly rooms: readonly Room[];
  readonly timeZone: ZoneId;
}

/** @throws FoyerError `invalid-input` for rooms that are not there and rules that cannot be booked. */
export async function resolveWish(
  deps: Pick<BookingDeps, 'places' | 'clock'>,
  organisationId: string,
  wish: BookingWish,
): Promise<ResolvedWish> {
  const rooms = await findWishedRooms(deps, organisationId, wishedRooms(wish));
  refuseVagueReplacements(wish);
  const now = deps.clock.now();
  const windowDays = Math.min(...rooms.map(({ policy }) => policy.bookingWindowDays));
  // A series keeps the clock of the room, on whose wall it hangs.
  const timeZone = wish.rrule === undefined ? wish.timeZone : (rooms[0]?.timeZone ?? wish.timeZone);
  const bounds = { timeZone, windowEnd: addMs(now, windowDays * dayMs) };
  const wished = wishDates(wish, bounds);
  if (isRuleProblem(wished)) throw ruleRefusal(wished);
  refuseSelfOverlap(wished.dates, rooms);
  return { ...wished, rooms, timeZone };
}

/** What the rules of the rooms say against each date. */
export function violationsOf(
  { rooms, dates }: Pick<ResolvedWish, 'rooms' | 'dates'>,
  person: { readonly role: Role; readonly activeBookings: ReadonlyMap<string, number> },
  now: Instant,
): ReadonlyMap<WishedDate, readonly PolicyViolation[]> {
  const roomById = new Map(rooms.map((room) => [room.id, room]));
  return new Map(
    dates.map((date) => {
      const room = roomById.get(date.roomId);
      if (!room) throw new Error(`a date in room ${date.roomId}, which was not found`);
      const { policy, timeZone } = room;
      const activeBookings = person.activeBookings.get(room.id) ?? 0;
      const question = { wanted: date, timeZone, role: person.role, now, activeBookings };
      return [date, evaluatePolicy(policy, question)];
    }),
  );
}

/** Each rule once, however many dates break it. */
export function distinctViolations(
  violations: Iterable<readonly PolicyViolation[]>,
): readonly PolicyViolation[] {
  const all = [...violations].flat();
  return [...groupBy(all, ({ rule, message }) => `${rule} ${message}`).values()].flatMap((same) =>
    same.slice(0, 1),
  );
}

export function ruleRefusal(problem: RuleProblem): FoyerError {
  const message = ruleProblemText(problem);
  const path = problem.problem === 'no-such-date' ? 'replacements' : 'rrule';
  return new FoyerError('invalid-input', `The recurrence rule ${message}.`, {
    errors: [{ path, message }],
  });
}

function wishedRooms({ roomIds, replacements = [] }: BookingWish): readonly WishedRoom[] {
  const named = roomIds.map((roomId, index) => ({ roomId, path: `roomIds.${index}` }));
  const others = replacements.flatMap(({ roomId }, index) =>
    roomId === undefined ? [] : [{ roomId, path: `replacements.${index}.roomId` }],
  );
  return [...named, ...others];
}

function refuseVagueReplacements({ roomIds, replacements = [] }: BookingWish): void {
  if (roomIds.length === 1) return;
  const errors = replacements.flatMap(({ replacesRoomId }, index) =>
    replacesRoomId !== undefined && roomIds.includes(replacesRoomId)
      ? []
      : [{ path: `replacements.${index}.replacesRoomId`, message: 'name one of the rooms' }],
  );
  if (errors.length === 0) return;
  throw new FoyerError('invalid-input', 'Name the room that is replaced.', { errors });
}

function refuseSelfOverlap(dates: readonly WishedDate[], rooms: readonly Room[]): void {
  const byRoom = groupBy(dates, ({ roomId }) => roomId);
  for (const room of rooms) {
    const held = (byRoom.get(room.id) ?? []).map((date) => heldRange(room, date));
    if (checkSelfOverlap(held)) throw ruleRefusal(ruleProblem('overlaps-itself'));
  }
}
