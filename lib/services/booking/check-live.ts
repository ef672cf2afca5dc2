import type { RoomFreeBusy } from '@/lib/calendar/backend';
import type { CallOptions } from '@/lib/calendar/calendar';
import { type BookedDate, isOwnUid } from '@/lib/core/bookings/booking';
import type { Slot } from '@/lib/core/errors';
import { groupBy } from '@/lib/core/group-by';
import type { Room } from '@/lib/core/places/room';
import type { Instant } from '@/lib/core/time/instant';
import { type Interval, overlaps } from '@/lib/core/time/interval';
import { asBackendError } from '@/lib/services/booking/as-backend-error';
import type { BookingDeps } from '@/lib/services/booking/booking-deps';
import { spanOf } from '@/lib/services/booking/room-event';

/** What the calendars say of the held ranges right now. */
export type LiveCheck =
  | { readonly state: 'free' }
  | {
      readonly state: 'busy';
      readonly conflicts: readonly Slot[];
      /** The dates that are taken, by their starts in the rule. */
      readonly takenDates: readonly Instant[];
    }
  | { readonly state: 'unknown'; readonly room: Room };

export interface LiveQuestion {
  readonly bookingUid: string;
  readonly dates: readonly BookedDate[];
  readonly rooms: readonly Room[];
}

/**
 * Protocol step 3: asks the calendars themselves, past every cache, for each date. Busy on one is
 * busy; otherwise one room that could not be read makes the whole unknown.
 */
export async function checkLive(
  deps: BookingDeps,
  { bookingUid, dates, rooms }: LiveQuestion,
  options: CallOptions,
): Promise<LiveCheck> {
  const byRoom = groupBy(dates, ({ roomId }) => roomId);
  const concerned = rooms.filter((room) => byRoom.has(room.id));
  // Rooms that are held at the same times are one question.
  const bySpan = groupBy(concerned, ({ id }) => JSON.stringify(spanOf(byRoom.get(id) ?? [])));
  const answers = await Promise.all(
    [...bySpan].map(([span, group]) => {
      const held = group.flatMap(({ id }) => byRoom.get(id) ?? []).map((date) => date.held);
      return readNow(deps, group, { window: JSON.parse(span), stretches: held }, options);
    }),
  );
  const known = new Map(answers.flatMap((answer) => [...(answer ?? [])]));
  const lost: Lost[] = [];
  for (const room of concerned) {
    const answer = known.get(room.id);
    if (!answer?.known) {
      const { error } = answer ?? {};
      deps.log.warn(
        { roomId: room.id, code: error?.code, err: error },
        'a room could not be read before booking it',
      );
      return { state: 'unknown', room };
    }
    const others = answer.busy.filter(({ uid }) => !uid || !isOwnUid(bookingUid, uid));
    lost.push(...lostDates(byRoom.get(room.id) ?? [], others));
  }
  if (lost.length === 0) return { state: 'free' };
  const takenDates = [...new Set(lost.map(({ recurrenceId }) => recurrenceId))];
  return { state: 'busy', conflicts: lost.map(({ conflict }) => conflict), takenDates };
}

interface Lost {
  readonly recurrenceId: Instant;
  readonly conflict: Slot;
}

function lostDates(dates: readonly BookedDate[], busy: readonly Interval[]): readonly Lost[] {
  return dates.flatMap(({ roomId, recurrenceId, held }) =>
    busy
      .filter((piece) => overlaps(piece, held))
      .map(({ start, end }) => ({ recurrenceId, conflict: { roomId, start, end } })),
  );
}

/** Null when the time for the whole booking is up: no room is known then. */
async function readNow(
  deps: BookingDeps,
  rooms: readonly Room[],
  { window, stretches }: { readonly window: Interval; readonly stretches: readonly Interval[] },
  options: CallOptions,
): Promise<ReadonlyMap<string, RoomFreeBusy> | null> {
  try {
    return await deps.calendar.freeBusy(rooms, window, { ...options, stretches, fresh: true });
  } catch (thrown) {
    const { code } = asBackendError(thrown);
    deps.log.warn({ code }, 'rooms could not be read before booking them');
    return null;
  }
}
