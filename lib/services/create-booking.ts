import type { CallOptions } from '@/lib/calendar/calendar';
import { type Attendee, type Booking, uidOf, type Visibility } from '@/lib/core/bookings/booking';
import { firstStep } from '@/lib/core/bookings/protocol';
import { FoyerError, type Slot } from '@/lib/core/errors';
import type { Person } from '@/lib/core/places/person';
import { atLeast } from '@/lib/core/places/role';
import type { Room } from '@/lib/core/places/room';
import { evaluatePolicy } from '@/lib/core/policy/evaluate-policy';
import { addMs } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';
import type { ZoneId } from '@/lib/core/time/zone';
import { asBackendError } from '@/lib/services/booking/as-backend-error';
import type { BookingDeps } from '@/lib/services/booking/booking-deps';
import { findAlternatives } from '@/lib/services/booking/find-alternatives';
import {
  conflictRefusal,
  ownSlots,
  policyRefusal,
  unknownRefusal,
  writeRefusal,
} from '@/lib/services/booking/refusals';
import { requestHash } from '@/lib/services/booking/request-hash';
import { heldRange } from '@/lib/services/booking/room-event';
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
  readonly idempotencyKey: string | null;
}

const firstPollMs = 50;

/** What the steps of one request share. */
interface Attempt {
  readonly rooms: readonly Room[];
  readonly options: CallOptions;
  readonly call: Call;
}

/**
 * Books by the protocol: hold, live check, write, read back, confirm or withdraw. The booking that
 * comes back is confirmed, or pending or awaiting its room where the truth is not known yet.
 * @throws FoyerError `policy`, `conflict` (with alternatives), `availability-unknown`,
 * `backend-unavailable`, `backend-refused`, `idempotency-mismatch`, `invalid-input`, `forbidden`.
 */
export async function createBooking(
  deps: BookingDeps,
  command: CreateBookingCommand,
  call: Call,
): Promise<Booking> {
  const rooms = await findRooms(deps, command.roomIds, call.person);
  const organizer = await findOrganizer(deps, command.onBehalfOf, call.person);
  // Once a slot is held the work goes on although the caller may leave: half a booking helps nobody.
  const options = {
    signal: AbortSignal.timeout(deps.budgets.requestMs),
    requestId: call.requestId,
    onBehalfOf: organizer.email,
  };
  const attempt: Attempt = { rooms, options, call };
  await refuseByPolicy(deps, command, attempt, organizer);
  for (;;) {
    const held = await hold(deps, command, attempt, organizer);
    if (held.fresh) return pursue(deps, held.booking, attempt);
    const first = await awaitFirst(deps, held.booking, attempt);
    if (first) return endedAs(deps, first, attempt);
  }
}

async function findRooms(
  deps: BookingDeps,
  roomIds: readonly string[],
  { organisationId }: Person,
): Promise<readonly Room[]> {
  const rooms = await deps.places.findRooms({ organisationId, roomIds });
  const known = new Set(rooms.map((room) => room.id));
  const errors = roomIds.flatMap((roomId, index) =>
    known.has(roomId) ? [] : [{ path: `roomIds.${index}`, message: 'no such room' }],
  );
  if (errors.length > 0)
    throw new FoyerError('invalid-input', 'There is no such room.', { errors });
  return rooms;
}

async function findOrganizer(
  deps: BookingDeps,
  email: string | undefined,
  person: Person,
): Promise<Person> {
  if (email === undefined || email === person.email) return person;
  if (!atLeast(person.role, 'manager')) {
    throw new FoyerError('forbidden', 'Only managers may book on behalf of somebody else.');
  }
  const found = await deps.people.findByEmail(email);
  if (found) return found.person;
  throw new FoyerError('invalid-input', 'Nobody here has this address.', {
    errors: [{ path: 'onBehalfOf', message: 'nobody has this address' }],
  });
}

async function refuseByPolicy(
  deps: BookingDeps,
  wanted: Interval,
  { rooms, call }: Attempt,
  organizer: Person,
): Promise<void> {
  const now = deps.clock.now();
  const limited = rooms.some((room) => room.policy.maxActivePerPerson !== null);
  const roomIds = rooms.map((room) => room.id);
  const active = limited ? await deps.bookings.countActive(organizer.id, roomIds, now) : new Map();
  const violations = rooms.flatMap(({ id, policy, timeZone }) =>
    evaluatePolicy(policy, {
      wanted,
      timeZone,
      role: call.person.role,
      now,
      activeBookings: active.get(id) ?? 0,
    }),
  );
  if (violations.length > 0) throw policyRefusal(violations);
}

/** Protocol step 2. */
async function hold(
  deps: BookingDeps,
  command: CreateBookingCommand,
  attempt: Attempt,
  organizer: Person,
): Promise<{ readonly fresh: boolean; readonly booking: Booking }> {
  const { idempotencyKey, roomIds: _rooms, onBehalfOf: _organizer, ...content } = command;
  const { person } = attempt.call;
  const id = deps.newId();
  const result = await deps.bookings.hold({
    ...content,
    id,
    uid: uidOf(id),
    organisationId: person.organisationId,
    description: command.description ?? null,
    organizerId: organizer.id,
    bookedById: person.id,
    rooms: attempt.rooms.map((room) => ({ roomId: room.id, held: heldRange(room, command) })),
    dueAt: addMs(deps.clock.now(), deps.budgets.leaseMs),
    idempotency:
      idempotencyKey === null ? null : { key: idempotencyKey, bodyHash: hashOf(command) },
  });
  if (result.outcome === 'conflict') throw await conflict(deps, command, attempt, result.conflicts);
  if (result.outcome === 'mismatch') {
    throw new FoyerError(
      'idempotency-mismatch',
      'This Idempotency-Key was used for another booking.',
    );
  }
  return { fresh: result.outcome === 'held', booking: result.booking };
}

function hashOf({ idempotencyKey: _key, ...body }: CreateBookingCommand): string {
  return requestHash(body);
}

/** Protocol steps 3 to 6 for a slot that is held. */
async function pursue(deps: BookingDeps, held: Booking, attempt: Attempt): Promise<Booking> {
  const { rooms, options } = attempt;
  const run = { rooms, options, isFresh: true, actor: 'foyer' };
  const { step, booking, live, refusal } = await runProtocol(deps, run, held, firstStep);
  if (live?.state === 'unknown') throw unknownRefusal(live.room);
  if (live?.state === 'busy') throw await conflict(deps, held, attempt, live.conflicts);
  if (refusal && refusal.code !== 'conflict') throw writeRefusal(refusal);
  if (booking.status === 'cancelled') {
    throw new FoyerError('gone', 'The booking was cancelled while it was made.');
  }
  const isLost = refusal !== null || step.phase === 'withdrawing';
  if (isLost) throw await conflict(deps, held, attempt, ownSlots(held));
  return endedAs(deps, booking, attempt);
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
  throw await conflict(deps, booking, attempt, ownSlots(booking));
}

async function conflict(
  deps: BookingDeps,
  wanted: Interval,
  { rooms, call, options }: Attempt,
  conflicts: readonly Slot[],
): Promise<FoyerError> {
  const room = rooms.find((candidate) => candidate.id === conflicts[0]?.roomId) ?? rooms[0];
  if (!room) return conflictRefusal(conflicts, []);
  const { role } = call.person;
  const { signal, requestId } = options;
  const { start, end } = wanted;
  const asked = { room, wanted: { start, end }, role, signal, requestId };
  const alternatives = await findAlternatives(deps, asked).catch((thrown: unknown) => {
    const { code } = asBackendError(thrown);
    deps.log.warn({ roomId: room.id, code }, 'no alternatives could be looked for');
    return [];
  });
  return conflictRefusal(conflicts, alternatives);
}
