import type { UnknownReason } from '@/lib/core/availability/busy';
import type { RoomTaken } from '@/lib/core/availability/room-taken';
import { isOwnUid, uidOf } from '@/lib/core/bookings/booking';
import { parseBookingId } from '@/lib/core/bookings/date-id';
import type { WishedDate, WishedDates } from '@/lib/core/bookings/wish-dates';
import type { Slot, Suggestion } from '@/lib/core/errors';
import { groupBy } from '@/lib/core/group-by';
import type { Room } from '@/lib/core/places/room';
import type { PolicyViolation } from '@/lib/core/policy/evaluate-policy';
import { type Instant, instant } from '@/lib/core/time/instant';
import { type Interval, overlaps } from '@/lib/core/time/interval';
import type { BookingDeps } from '@/lib/services/booking/booking-deps';
import { findAlternatives } from '@/lib/services/booking/find-alternatives';
import { findOrganizer } from '@/lib/services/booking/find-organizer';
import {
  type BookingWish,
  distinctViolations,
  type ResolvedWish,
  resolveWish,
  violationsOf,
} from '@/lib/services/booking/resolve-wish';
import { heldRange } from '@/lib/services/booking/room-event';
import type { Call } from '@/lib/services/call';
import { readAvailability } from '@/lib/services/read-availability';

export interface PreviewCommand extends BookingWish {
  readonly onBehalfOf?: string | undefined;
  /** The id of a booking, or of a date of one, whose own time is not in the way. */
  readonly changes?: string | undefined;
}

/** What booking one date would come to. */
export interface PreviewDate extends Interval {
  readonly recurrenceId: Instant;
  readonly roomIds: readonly string[];
  readonly status: 'free' | 'busy' | 'unknown' | 'policy';
  /** Why it is not known. */
  readonly reason: UnknownReason | null;
  readonly conflicts: readonly Slot[];
  readonly violations: readonly PolicyViolation[];
  readonly alternatives: readonly Suggestion[];
}

export interface Preview {
  readonly dates: readonly PreviewDate[];
  readonly bounded: WishedDates['bounded'];
}

/** Ways out are looked for on so many dates; more than that and another time is the way out. */
const mostAlternatives = 20;

/**
 * What booking this would come to, date by date, read from the calendars now; nothing is held.
 * @throws FoyerError `invalid-input`, `forbidden`.
 */
export async function previewBooking(
  deps: BookingDeps,
  command: PreviewCommand,
  call: Call,
): Promise<Preview> {
  const { person } = call;
  const organizer = await findOrganizer(deps, command.onBehalfOf, person);
  const wish = await resolveWish(deps, person.organisationId, command);
  const roomIds = wish.rooms.map(({ id }) => id);
  const now = deps.clock.now();
  const [activeBookings, taken] = await Promise.all([
    deps.bookings.countActive(organizer.id, roomIds, now),
    readRooms(deps, wish, call),
  ]);
  const violations = violationsOf(wish, { role: person.role, activeBookings }, now);
  const ownUid = command.changes ? uidOf(parseBookingId(command.changes).bookingId) : null;
  const judged = wish.dates.map((date) =>
    judge(date, violations.get(date) ?? [], taken.get(date.roomId), ownUid),
  );
  const dates = combine(judged);
  return { dates: await withAlternatives(deps, wish, dates, call), bounded: wish.bounded };
}

/** Each room over all its dates, its buffers included. */
async function readRooms(
  deps: BookingDeps,
  { rooms, dates }: ResolvedWish,
  { signal, requestId }: Call,
): Promise<ReadonlyMap<string, RoomTaken>> {
  const byRoom = groupBy(dates, ({ roomId }) => roomId);
  const wanted = rooms.flatMap((room) => {
    const held = (byRoom.get(room.id) ?? []).map((date) => heldRange(room, date));
    return held.length === 0 ? [] : [{ room, span: spanOf(held) }];
  });
  const groups = groupBy(wanted, ({ span }) => `${span.start} ${span.end}`);
  const read = await Promise.all(
    [...groups.values()].map((group) => {
      const window = spanOf(group.map(({ span }) => span));
      const own = group.map(({ room }) => room);
      return readAvailability(deps, { rooms: own, window, signal, requestId, fresh: true });
    }),
  );
  return new Map(read.flat().map((taken) => [taken.room.id, taken]));
}

function spanOf(pieces: readonly Interval[]): Interval {
  return {
    start: instant(Math.min(...pieces.map(({ start }) => start))),
    end: instant(Math.max(...pieces.map(({ end }) => end))),
  };
}

function judge(
  date: WishedDate,
  violations: readonly PolicyViolation[],
  taken: RoomTaken | undefined,
  ownUid: string | null,
): PreviewDate {
  const { recurrenceId, start, end, roomId } = date;
  const found = { recurrenceId, start, end, roomIds: [roomId], violations, alternatives: [] };
  if (taken?.availability.status !== 'known') {
    const reason = taken?.availability.reason ?? 'unreadable';
    return { ...found, status: 'unknown', reason, conflicts: [] };
  }
  const held = heldRange(taken.room, date);
  const conflicts = taken.taken
    .filter((piece) => overlaps(piece, held) && !isOwn(piece.uid, ownUid))
    .map((piece) => ({ roomId, start: piece.start, end: piece.end }));
  const status = conflicts.length > 0 ? 'busy' : violations.length > 0 ? 'policy' : 'free';
  return { ...found, status, reason: null, conflicts };
}

function isOwn(uid: string | undefined, ownUid: string | null): boolean {
  return uid !== undefined && ownUid !== null && isOwnUid(ownUid, uid);
}

const worstFirst = ['unknown', 'busy', 'policy', 'free'] as const;

/** The rooms of one date and time together: it is as good as the worst of them. */
function combine(judged: readonly PreviewDate[]): readonly PreviewDate[] {
  const byDate = groupBy(judged, ({ recurrenceId, start }) => `${recurrenceId} ${start}`);
  return [...byDate.values()].flatMap((same) => {
    const worst = worstFirst.flatMap((status) => same.filter((each) => each.status === status))[0];
    if (!worst) return [];
    return {
      ...worst,
      roomIds: same.flatMap(({ roomIds }) => roomIds),
      conflicts: same.flatMap(({ conflicts }) => conflicts),
      violations: distinctViolations(same.map(({ violations }) => violations)),
    };
  });
}

async function withAlternatives(
  deps: BookingDeps,
  { rooms }: ResolvedWish,
  dates: readonly PreviewDate[],
  { person, signal, requestId }: Call,
): Promise<readonly PreviewDate[]> {
  const lost = dates.filter(({ status }) => status !== 'free').slice(0, mostAlternatives);
  const found = await Promise.all(
    lost.map(async (date) => {
      const room = lostRoom(rooms, date);
      const { start, end } = date;
      const question = { room, wanted: { start, end }, role: person.role, signal, requestId };
      const alternatives = room ? await findAlternatives(deps, { ...question, room }) : [];
      return [date, { ...date, alternatives }] as const;
    }),
  );
  const better = new Map(found);
  return dates.map((date) => better.get(date) ?? date);
}

function lostRoom(rooms: readonly Room[], { roomIds, conflicts }: PreviewDate): Room | undefined {
  const roomId = conflicts[0]?.roomId ?? roomIds[0];
  return rooms.find(({ id }) => id === roomId);
}
