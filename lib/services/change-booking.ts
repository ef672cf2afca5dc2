import type { Booking, BookingContent } from '@/lib/core/bookings/booking';
import { firstMove } from '@/lib/core/bookings/change-protocol';
import {
  type ChangeScope,
  type ChangeWish,
  isInScope,
  type RoomToChange,
} from '@/lib/core/bookings/change-wish';
import { mayChange } from '@/lib/core/bookings/parties';
import { type ChangePlan, planChange } from '@/lib/core/bookings/plan-change';
import { isLive } from '@/lib/core/bookings/status';
import { FoyerError } from '@/lib/core/errors';
import { groupBy } from '@/lib/core/group-by';
import type { Person } from '@/lib/core/places/person';
import type { Room } from '@/lib/core/places/room';
import { evaluatePolicy } from '@/lib/core/policy/evaluate-policy';
import { checkSelfOverlap } from '@/lib/core/recurrence/check-self-overlap';
import { isRuleProblem, ruleProblem } from '@/lib/core/recurrence/rule-problem';
import { addMs, type Instant } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';
import type { NewDate } from '@/lib/db/ports';
import type { BookingDeps } from '@/lib/services/booking/booking-deps';
import { findWishedRooms } from '@/lib/services/booking/find-wished-rooms';
import {
  findConflictRefusal,
  ownSlots,
  policyRefusal,
  unknownRefusal,
  writeRefusal,
} from '@/lib/services/booking/refusals';
import { distinctViolations, ruleRefusal } from '@/lib/services/booking/resolve-wish';
import { heldRange } from '@/lib/services/booking/room-event';
import { toRoomsToWrite } from '@/lib/services/booking/rooms-to-write';
import { type ChangeEnding, runChange } from '@/lib/services/booking/run-change';
import type { Call } from '@/lib/services/call';
import { findVisibleBooking } from '@/lib/services/visible-booking';

/** What is not undefined changes. */
export type ContentChange = {
  readonly [K in keyof BookingContent]?: BookingContent[K] | undefined;
};

export interface ChangeBookingCommand {
  /** Of a booking, or of one date of it. */
  readonly bookingId: string;
  /** From If-Match; null: whatever it is now. */
  readonly revision: number | null;
  /** Absent: the date for the id of a date, the whole for the id of a booking. */
  readonly scope?: ChangeScope | undefined;
  readonly content?: ContentChange;
  readonly start?: Instant | undefined;
  readonly end?: Instant | undefined;
  readonly roomIds?: readonly string[] | undefined;
  readonly isCancelled?: boolean;
}

/**
 * Changes a booking, one date of it, or a date and those after it. The new slots are held, and seen to
 * be ours, before the old ones are given up: a change that fails leaves the booking as it was. The
 * booking that comes back is as wished, or still being changed while a calendar does not answer.
 * @throws FoyerError `not-found`, `forbidden`, `gone`, `stale`, `policy`, `conflict`,
 * `availability-unknown`, `backend-refused`, `backend-unavailable`, `invalid-input`.
 */
export async function changeBooking(
  deps: BookingDeps,
  command: ChangeBookingCommand,
  call: Call,
): Promise<Booking> {
  const visible = await findVisibleBooking(deps.bookings, command.bookingId, call.person);
  const { booking } = visible;
  refuseUnlessOpen(booking, command.revision, call.person);
  const wish = toWish(booking, visible.recurrenceId, command);
  const rooms = await findRooms(deps, booking, wish);
  const plan = await planWish(deps, booking, wish, rooms);
  const dates = withHeld(plan, rooms);
  refuseSelfOverlap(booking, plan, dates);
  refuseByPolicy(deps, booking, { dates, rooms, person: call.person });
  const begun = await begin(deps, booking, { plan, dates, wish, rooms }, call);
  const options = {
    signal: AbortSignal.timeout(deps.budgets.requestMs),
    requestId: call.requestId,
    onBehalfOf: booking.organizer.email,
  };
  const run = { rooms, options, actor: call.person.id };
  const ending = await runChange(deps, run, begun, firstMove);
  if (!ending) throw stale();
  return endOf(deps, booking, ending, { rooms, call });
}

function refuseUnlessOpen(booking: Booking, revision: number | null, person: Person): void {
  if (!mayChange(booking, person)) {
    throw new FoyerError('forbidden', 'This booking is not yours to change.');
  }
  if (!isLive(booking.status)) throw new FoyerError('gone', 'This booking has ended already.');
  if (revision !== null && revision !== booking.revision) throw stale();
  const isBusy = booking.status === 'pending' || booking.change !== null;
  if (isBusy) throw new FoyerError('stale', 'The booking is still being written; try again soon.');
}

function toWish(
  booking: Booking,
  named: Instant | null,
  { scope, content = {}, start, end, roomIds, isCancelled = false }: ChangeBookingCommand,
): ChangeWish {
  const byDate = [...booking.dates].sort((a, b) => a.recurrenceId - b.recurrenceId);
  const date =
    named === null ? byDate[0] : byDate.find(({ recurrenceId }) => recurrenceId === named);
  if (!date) throw new FoyerError('gone', 'This booking has no date left.');
  const { recurrenceId } = date;
  const wished = scope ?? (named === null ? 'all' : 'one');
  const isAll = byDate.every((each) => isInScope(each, { scope: wished, recurrenceId }));
  const time = toTime(date, start, end);
  return {
    scope: isAll ? 'all' : wished,
    recurrenceId,
    content: definedOnly(content),
    time,
    roomIds: roomIds ?? null,
    isCancelled,
  };
}

function definedOnly(content: ContentChange): ChangeWish['content'] {
  return Object.fromEntries(Object.entries(content).filter(([, value]) => value !== undefined));
}

/** An end that is not named keeps the length. */
function toTime(date: Interval, start: Instant | undefined, end: Instant | undefined) {
  if (start === undefined && end === undefined) return null;
  const from = start ?? date.start;
  const until = end ?? addMs(from, date.end - date.start);
  if (until <= from) {
    throw new FoyerError('invalid-input', 'A meeting must end after it starts.', {
      errors: [{ path: 'end', message: 'must be after start' }],
    });
  }
  return from === date.start && until === date.end ? null : { start: from, end: until };
}

function findRooms(deps: BookingDeps, { organisationId, events }: Booking, wish: ChangeWish) {
  const own = events.flatMap(({ roomIds }) => roomIds).map((roomId) => ({ roomId, path: '' }));
  const wished = (wish.roomIds ?? []).map((roomId, index) => ({
    roomId,
    path: `roomIds.${index}`,
  }));
  return findWishedRooms(deps, organisationId, [...wished, ...own]);
}

async function planWish(
  deps: BookingDeps,
  booking: Booking,
  wish: ChangeWish,
  rooms: readonly Room[],
): Promise<ChangePlan> {
  const toWrite = await toRoomsToWrite(deps, rooms);
  const known: readonly RoomToChange[] = await Promise.all(
    toWrite.map(async (room, index) => {
      const connection = rooms[index]?.connection;
      if (!connection) throw new Error(`room ${room.id} has no connection`);
      const { referee } = await deps.calendar.capabilities(connection);
      return { ...room, referee };
    }),
  );
  const plan = planChange(booking, wish, { rooms: known, newId: deps.newId });
  if (isRuleProblem(plan)) throw ruleRefusal(plan);
  return plan;
}

function withHeld({ comingDates }: ChangePlan, rooms: readonly Room[]): readonly NewDate[] {
  const roomById = new Map(rooms.map((room) => [room.id, room]));
  return comingDates.map((date) => {
    const room = roomById.get(date.roomId);
    if (!room) throw new Error(`a date in room ${date.roomId}, which was not found`);
    return { ...date, held: heldRange(room, date) };
  });
}

/** Dates of one booking do not keep each other out in the database: it is looked at here. */
function refuseSelfOverlap(booking: Booking, plan: ChangePlan, dates: readonly NewDate[]): void {
  const gone = new Set([...plan.leavingEventIds, ...plan.guardIds]);
  const all = [...booking.dates, ...dates].filter(({ eventId }) => !gone.has(eventId));
  for (const own of groupBy(all, ({ roomId }) => roomId).values()) {
    if (checkSelfOverlap(own.map(({ held }) => held))) {
      throw ruleRefusal(ruleProblem('overlaps-itself'));
    }
  }
}

interface Coming {
  readonly dates: readonly NewDate[];
  readonly rooms: readonly Room[];
  readonly person: Person;
}

/** The rules are asked of what is new: what was booked already stays booked. */
function refuseByPolicy(
  deps: BookingDeps,
  booking: Booking,
  { dates, rooms, person }: Coming,
): void {
  const had = new Set(booking.dates.map(({ roomId, start, end }) => `${roomId} ${start} ${end}`));
  const now = deps.clock.now();
  const roomById = new Map(rooms.map((room) => [room.id, room]));
  const violations = dates
    .filter(({ roomId, start, end }) => !had.has(`${roomId} ${start} ${end}`))
    .map((date) => {
      const room = roomById.get(date.roomId);
      if (!room) return [];
      const { policy, timeZone } = room;
      const question = { wanted: date, timeZone, role: person.role, now, activeBookings: 0 };
      return evaluatePolicy(policy, question);
    });
  const broken = distinctViolations(violations);
  if (broken.length > 0) throw policyRefusal(broken);
}

interface Wished {
  readonly plan: ChangePlan;
  readonly dates: readonly NewDate[];
  readonly wish: ChangeWish;
  readonly rooms: readonly Room[];
}

async function begin(
  deps: BookingDeps,
  booking: Booking,
  { plan, dates, wish, rooms }: Wished,
  { person, signal, requestId }: Call,
): Promise<Booking> {
  const series = plan.comingEvents.find(({ rrule }) => rrule !== null);
  const held = await deps.bookings.beginChange(booking, {
    change: {
      content: wish.scope === 'all' ? wish.content : {},
      rrule: booking.rrule === null ? null : (series?.rrule ?? booking.rrule),
      guardIds: plan.guardIds,
      steps: plan.steps,
      undo: plan.undo,
    },
    arrivingEvents: plan.comingEvents,
    arrivingDates: dates,
    leavingEventIds: plan.leavingEventIds,
    dueAt: addMs(deps.clock.now(), deps.budgets.leaseMs),
    actor: person.id,
  });
  if (held.outcome === 'held') return held.booking;
  if (held.outcome === 'stale') throw stale();
  const [conflict] = held.conflicts;
  const lost = dates.find(({ roomId }) => roomId === conflict?.roomId) ?? dates[0];
  throw await findConflictRefusal(deps, held.conflicts, {
    room: lost && rooms.find(({ id }) => id === lost.roomId),
    wanted: lost ?? booking,
    role: person.role,
    options: { signal, requestId },
  });
}

async function endOf(
  deps: BookingDeps,
  before: Booking,
  { move, booking, live, refusal }: ChangeEnding,
  { rooms, call }: { readonly rooms: readonly Room[]; readonly call: Call },
): Promise<Booking> {
  if (move.action !== 'keep') return booking;
  if (live?.state === 'unknown') throw unknownRefusal(live.room);
  if (refusal && refusal.code !== 'conflict') throw writeRefusal(refusal);
  const conflicts = live?.state === 'busy' ? live.conflicts : ownSlots(before);
  const room = rooms.find(({ id }) => id === conflicts[0]?.roomId) ?? rooms[0];
  const { person, signal, requestId } = call;
  const wanted = conflicts[0] ?? before;
  const options = { signal, requestId };
  throw await findConflictRefusal(deps, conflicts, { room, wanted, role: person.role, options });
}

function stale(): FoyerError {
  return new FoyerError('stale', 'The booking has changed meanwhile; look at it again.');
}
