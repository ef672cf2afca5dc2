import type { RoomFreeBusy } from '@/lib/calendar/backend';
import type { CallOptions } from '@/lib/calendar/calendar';
import type { Booking } from '@/lib/core/bookings/booking';
import type { Slot } from '@/lib/core/errors';
import { groupBy } from '@/lib/core/group-by';
import type { Room } from '@/lib/core/places/room';
import { clip, type Interval } from '@/lib/core/time/interval';
import { asBackendError } from '@/lib/services/booking/as-backend-error';
import type { BookingDeps } from '@/lib/services/booking/booking-deps';
import { heldRange, isOwnEvent, type RoomOfBooking } from '@/lib/services/booking/room-event';

/** What the calendars say of the held ranges right now. */
export type LiveCheck =
  | { readonly state: 'free' }
  | { readonly state: 'busy'; readonly conflicts: readonly Slot[] }
  | { readonly state: 'unknown'; readonly room: RoomOfBooking['room'] };

/**
 * Protocol step 3: asks the calendars themselves, past every cache. Busy in one room is busy;
 * otherwise one room that could not be read makes the whole unknown.
 */
export async function checkLive(
  deps: BookingDeps,
  booking: Booking,
  rooms: readonly RoomOfBooking[],
  options: CallOptions,
): Promise<LiveCheck> {
  const byHeld = groupBy(rooms, ({ room }) => JSON.stringify(heldRange(room, booking)));
  const checks = await Promise.all(
    [...byHeld.values()].map((group) => checkGroup(deps, booking, group, options)),
  );
  const conflicts = checks.flatMap((check) => (check.state === 'busy' ? check.conflicts : []));
  if (conflicts.length > 0) return { state: 'busy', conflicts };
  return checks.find((check) => check.state === 'unknown') ?? { state: 'free' };
}

/** Rooms with equal buffers are one question. */
async function checkGroup(
  deps: BookingDeps,
  booking: Booking,
  group: readonly RoomOfBooking[],
  options: CallOptions,
): Promise<LiveCheck> {
  const [first] = group;
  if (!first) return { state: 'free' };
  const held = heldRange(first.room, booking);
  const rooms = group.map(({ room }) => room);
  const answers = await readNow(deps, rooms, held, options);
  const conflicts: Slot[] = [];
  for (const room of rooms) {
    const answer = answers?.get(room.id);
    if (!answer?.known) {
      deps.log.warn(
        { roomId: room.id, code: answer?.error.code, err: answer?.error },
        'a room could not be read before booking it',
      );
      return { state: 'unknown', room };
    }
    for (const piece of answer.busy) {
      const inside = clip(piece, held);
      const own = piece.uid !== undefined && isOwnEvent(booking, piece.uid);
      if (inside && !own) conflicts.push({ roomId: room.id, start: piece.start, end: piece.end });
    }
  }
  return conflicts.length > 0 ? { state: 'busy', conflicts } : { state: 'free' };
}

/** Null when the time for the whole booking is up: no room is known then. */
async function readNow(
  deps: BookingDeps,
  rooms: readonly Room[],
  held: Interval,
  options: CallOptions,
): Promise<ReadonlyMap<string, RoomFreeBusy> | null> {
  try {
    return await deps.calendar.freeBusy(rooms, held, { ...options, fresh: true });
  } catch (thrown) {
    const { code } = asBackendError(thrown);
    deps.log.warn({ code }, 'rooms could not be read before booking them');
    return null;
  }
}
