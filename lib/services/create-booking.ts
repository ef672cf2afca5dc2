import type { CallOptions } from '@/lib/calendar/calendar';
import { type Attendee, type Booking, uidOf, type Visibility } from '@/lib/core/bookings/booking';
import { planEvents, type RoomToWrite } from '@/lib/core/bookings/plan-events';
import { firstStep } from '@/lib/core/bookings/protocol';
import type { Replacement, WishedDate, WishedDates } from '@/lib/core/bookings/wish-dates';
import { FoyerError, type Slot } from '@/lib/core/errors';
import type { Person } from '@/lib/core/places/person';
import type { Room } from '@/lib/core/places/room';
import { addMs, type Instant } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';
import type { ZoneId } from '@/lib/core/time/zone';
import type { HoldResult } from '@/lib/db/ports';
import type { BookingDeps } from '@/lib/services/booking/booking-deps';
import { findOrganizer } from '@/lib/services/booking/find-organizer';
import {
  conflictRefusal,
  findConflictRefusal,
  ownSlots,
  policyRefusal,
  unknownRefusal,
  writeRefusal,
} from '@/lib/services/booking/refusals';
import { requestHash } from '@/lib/services/booking/request-hash';
import {
  distinctViolations,
  type ResolvedWish,
  resolveWish,
  violationsOf,
} from '@/lib/services/booking/resolve-wish';
import { heldRange } from '@/lib/services/booking/room-event';
import { toRoomsToWrite } from '@/lib/services/booking/rooms-to-write';
import { runProtocol } from '@/lib/services/booking/run-protocol';
import { waitWithin } from '@/lib/services/booking/wait-within';
import type { Call } from '@/lib/services/call';

export interface CreateBookingCommand extends Interval {
  readonly roomIds: readonly string[];
  readonly title: string;
  readonly timeZone: ZoneId;
  readonly description?: string | undefined;
  readonly attendees: readonly Attendee[];
  readonly visibility: Visibility;
  readonly onBehalfOf?: string | undefined;
  readonly rrule?: string | undefined;
  readonly exceptions?: readonly Instant[] | undefined;
  readonly replacements?: readonly Replacement[] | undefined;
  /** What becomes of dates that cannot be had; absent: the whole is refused. */
  readonly onConflict?: 'refuse' | 'skip' | undefined;
  readonly idempotencyKey: string | null;
}

/** A date that was left out, and why. */
export interface SkippedDate extends Interval {
  readonly recurrenceId: Instant;
  readonly reason: 'busy' | 'policy';
}

export interface CreatedBooking {
  readonly booking: Booking;
  /** False where an earlier request with the same key made it. */
  readonly isNew: boolean;
  /** The rooms that it was asked for in. */
  readonly rooms: readonly Room[];
  readonly skipped: readonly SkippedDate[];
  readonly bounded: WishedDates['bounded'];
}

const firstPollMs = 50;
/** Calendars that change so fast that dates are lost again and again are not worth waiting for. */
const mostHolds = 8;

/** What the steps of one request share. */
interface Attempt {
  readonly command: CreateBookingCommand;
  readonly wish: ResolvedWish;
  readonly organizer: Person;
  readonly options: CallOptions;
  readonly call: Call;
}

/**
 * Books by the protocol: hold, live check, write, read back, confirm or withdraw; a series with every
 * date of it, or without those that may be skipped. The booking that comes back is confirmed, or
 * pending or awaiting its room where the truth is not known yet.
 * @throws FoyerError `policy`, `conflict` (with alternatives), `availability-unknown`,
 * `backend-unavailable`, `backend-refused`, `idempotency-mismatch`, `invalid-input`, `forbidden`.
 */
export async function createBooking(
  deps: BookingDeps,
  command: CreateBookingCommand,
  call: Call,
): Promise<CreatedBooking> {
  const { person } = call;
  const organizer = await findOrganizer(deps, command.onBehalfOf, person);
  const wish = await resolveWish(deps, person.organisationId, command);
  // Once a slot is held the work goes on although the caller may leave: half a booking helps nobody.
  const options = {
    signal: AbortSignal.timeout(deps.budgets.requestMs),
    requestId: call.requestId,
    onBehalfOf: organizer.email,
  };
  const attempt: Attempt = { command, wish, organizer, options, call };
  const skipped = await checkPolicy(deps, attempt);
  return bookDates(deps, attempt, skipped);
}

/** What the rules forbid: all of it is refused, or the dates that may be skipped are. */
async function checkPolicy(
  deps: BookingDeps,
  { command, wish, organizer, call }: Attempt,
): Promise<readonly SkippedDate[]> {
  const now = deps.clock.now();
  const limited = wish.rooms.some((room) => room.policy.maxActivePerPerson !== null);
  const roomIds = wish.rooms.map((room) => room.id);
  const activeBookings = limited
    ? await deps.bookings.countActive(organizer.id, roomIds, now)
    : new Map<string, number>();
  const found = violationsOf(wish, { role: call.person.role, activeBookings }, now);
  const broken = [...found].filter(([, violations]) => violations.length > 0);
  if (broken.length === 0) return [];
  const lost = broken.map(([date]) => date);
  if (!maySkip(command) || isAll(wish.dates, lost)) {
    throw policyRefusal(distinctViolations(broken.map(([, violations]) => violations)));
  }
  return toSkipped(lost, 'policy');
}

/** Holds, and holds again without the dates that turn out to be taken, as long as they may be skipped. */
async function bookDates(
  deps: BookingDeps,
  attempt: Attempt,
  skippedByPolicy: readonly SkippedDate[],
): Promise<CreatedBooking> {
  let skipped = skippedByPolicy;
  for (let round = 1; ; round += 1) {
    const dates = withoutSkipped(attempt.wish.dates, skipped);
    const held = await hold(deps, attempt, dates);
    if (held.outcome === 'replayed') {
      const first = await awaitFirst(deps, held.booking, attempt);
      if (first) {
        const booking = await endedAs(deps, first, attempt);
        return createdAs({ booking, isNew: false }, attempt, skippedByPolicy);
      }
      continue;
    }
    const lost = held.outcome === 'conflict' ? held : await pursue(deps, held.booking, attempt);
    if ('booking' in lost) {
      return createdAs({ booking: lost.booking, isNew: true }, attempt, skippedByPolicy);
    }
    const taken = dates.filter(({ recurrenceId }) => lost.takenDates.includes(recurrenceId));
    if (!maySkip(attempt.command) || isAll(dates, taken) || round === mostHolds) {
      throw await conflict(deps, attempt, lost.conflicts);
    }
    skipped = [...skipped, ...toSkipped(taken, 'busy')];
  }
}

/** What was left out is what the booking lacks, also where an earlier request made it. */
function createdAs(
  made: Pick<CreatedBooking, 'booking' | 'isNew'>,
  { wish }: Attempt,
  skippedByPolicy: readonly SkippedDate[],
): CreatedBooking {
  const lacking = withoutSkipped(wish.dates, [...made.booking.dates, ...skippedByPolicy]);
  const skipped = [...skippedByPolicy, ...toSkipped(lacking, 'busy')];
  return { ...made, rooms: wish.rooms, skipped, bounded: wish.bounded };
}

function maySkip({ onConflict, rrule }: CreateBookingCommand): boolean {
  return rrule !== undefined && onConflict === 'skip';
}

function isAll(dates: readonly WishedDate[], lost: readonly WishedDate[]): boolean {
  const left = withoutSkipped(dates, lost);
  return left.length === 0;
}

function withoutSkipped(
  dates: readonly WishedDate[],
  skipped: readonly { readonly recurrenceId: Instant }[],
): readonly WishedDate[] {
  const out = new Set(skipped.map(({ recurrenceId }) => recurrenceId));
  return dates.filter(({ recurrenceId }) => !out.has(recurrenceId));
}

function toSkipped(
  dates: readonly WishedDate[],
  reason: SkippedDate['reason'],
): readonly SkippedDate[] {
  const byDate = new Map(dates.map((date) => [date.recurrenceId, date]));
  return [...byDate.values()].map(({ recurrenceId, start, end }) => ({
    recurrenceId,
    start,
    end,
    reason,
  }));
}

/** Protocol step 2. */
async function hold(
  deps: BookingDeps,
  { command, wish, organizer, call }: Attempt,
  wished: readonly WishedDate[],
): Promise<Exclude<HoldResult, { readonly outcome: 'mismatch' }>> {
  const { person } = call;
  const id = deps.newId();
  const uid = uidOf(id);
  const rooms = await toRoomsToWrite(deps, wish.rooms);
  const { events, dates } = planParts(deps, wish, { uid, wished, rooms, command });
  const first = wished.reduce((a, b) => (b.start < a.start ? b : a));
  const { idempotencyKey: key } = command;
  const result = await deps.bookings.hold({
    id,
    uid,
    organisationId: person.organisationId,
    title: command.title,
    description: command.description ?? null,
    visibility: command.visibility,
    attendees: command.attendees,
    organizer: { id: organizer.id, email: organizer.email, name: organizer.name },
    bookedById: person.id,
    timeZone: wish.timeZone,
    rrule: wish.rrule,
    start: first.start,
    end: first.end,
    events,
    dates,
    dueAt: addMs(deps.clock.now(), deps.budgets.leaseMs),
    idempotency: key === null ? null : { key, bodyHash: hashOf(command) },
  });
  if (result.outcome !== 'mismatch') return result;
  throw new FoyerError(
    'idempotency-mismatch',
    'This Idempotency-Key was used for another booking.',
  );
}

interface PartsQuestion {
  readonly uid: string;
  readonly wished: readonly WishedDate[];
  readonly rooms: readonly RoomToWrite[];
  readonly command: Interval;
}

function planParts(
  deps: BookingDeps,
  { rooms: known, rrule, timeZone }: ResolvedWish,
  { uid, wished, rooms, command: { start, end } }: PartsQuestion,
) {
  const roomById = new Map(known.map((room) => [room.id, room]));
  const { events, eventIds } = planEvents({
    dates: wished,
    rooms,
    series: rrule === null ? null : { rrule, start, end },
    timeZone,
    bookingUid: uid,
    uidSuffix: null,
    newId: deps.newId,
  });
  const dates = wished.map((date, index) => ({
    eventId: eventIds[index] ?? '',
    roomId: date.roomId,
    recurrenceId: date.recurrenceId,
    start: date.start,
    end: date.end,
    held: heldRange(roomOf(roomById, date), date),
    content: null,
  }));
  return { events: events.map((event) => ({ ...event, content: null })), dates };
}

function roomOf(rooms: ReadonlyMap<string, Room>, { roomId }: WishedDate): Room {
  const room = rooms.get(roomId);
  if (room) return room;
  throw new Error(`a date in room ${roomId}, which was not found`);
}

function hashOf({ idempotencyKey: _key, ...body }: CreateBookingCommand): string {
  return requestHash(body);
}

interface LostDates {
  readonly conflicts: readonly Slot[];
  readonly takenDates: readonly Instant[];
}

/** Protocol steps 3 to 6 for slots that are held: the booking, or what is in its way. */
async function pursue(
  deps: BookingDeps,
  held: Booking,
  attempt: Attempt,
): Promise<{ readonly booking: Booking } | LostDates> {
  const { wish, options } = attempt;
  const run = { rooms: wish.rooms, options, isFresh: true, actor: 'foyer' };
  const { step, booking, live, refusal } = await runProtocol(deps, run, held, firstStep);
  if (live?.state === 'unknown') throw unknownRefusal(live.room);
  if (live?.state === 'busy') return live;
  if (refusal && refusal.code !== 'conflict') throw writeRefusal(refusal);
  if (booking.status === 'cancelled') {
    throw new FoyerError('gone', 'The booking was cancelled while it was made.');
  }
  const isLost = refusal !== null || step.phase === 'withdrawing';
  if (isLost) throw await conflict(deps, attempt, ownSlots(held));
  return { booking: await endedAs(deps, booking, attempt) };
}

/**
 * The same key and body again, while the first request is still at it: its end is the answer to
 * both. Null when it left nothing behind, so that the key is free again.
 */
async function awaitFirst(
  deps: BookingDeps,
  booking: Booking,
  { options }: Attempt,
): Promise<Booking | null> {
  let current: Booking | null = booking;
  while (current?.statusReason === 'writing') {
    const isLate = current.dueAt !== null && current.dueAt <= deps.clock.now();
    if (isLate || !(await waitWithin(deps, firstPollMs, options.signal))) break;
    current = await deps.bookings.find(booking.organisationId, booking.id);
  }
  return current;
}

/** The booking, or the refusal that it ended with. */
async function endedAs(deps: BookingDeps, booking: Booking, attempt: Attempt): Promise<Booking> {
  if (booking.status !== 'failed' && booking.status !== 'declined') return booking;
  throw await conflict(deps, attempt, ownSlots(booking));
}

async function conflict(
  deps: BookingDeps,
  { wish, call, options }: Attempt,
  conflicts: readonly Slot[],
): Promise<FoyerError> {
  const [first] = wish.dates;
  if (!first) return conflictRefusal(conflicts, []);
  const roomId = conflicts[0]?.roomId ?? first.roomId;
  const room = wish.rooms.find(({ id }) => id === roomId);
  const lost = wish.dates.find(
    (date) =>
      date.roomId === roomId &&
      conflicts.some(({ start, end }) => start < date.end && date.start < end),
  );
  const wanted = lost ?? first;
  return findConflictRefusal(deps, conflicts, { room, wanted, role: call.person.role, options });
}
