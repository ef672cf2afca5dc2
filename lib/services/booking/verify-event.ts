import type { Answer } from '@/lib/calendar/backend';
import type { CallOptions } from '@/lib/calendar/calendar';
import type { Booking } from '@/lib/core/bookings/booking';
import { judgeReadBack, type Verdict } from '@/lib/core/bookings/referee';
import { addMs, type Instant } from '@/lib/core/time/instant';
import { asBackendError } from '@/lib/services/booking/as-backend-error';
import type { BookingDeps } from '@/lib/services/booking/booking-deps';
import {
  eventRef,
  eventUid,
  heldRange,
  type RoomOfBooking,
} from '@/lib/services/booking/room-event';
import { waitWithin } from '@/lib/services/booking/wait-within';

/**
 * - `accepted`: ours is there and nobody outranks it, by a complete read made after our write.
 * - `pending`: written; the room has not answered yet.
 * - `declined`: the room's own calendar refused it. `taken`: somebody else is there.
 * - `unknown`: no complete answer, or ours was not in it.
 */
export type Verification = 'accepted' | 'pending' | 'declined' | 'taken' | 'unknown';

const pollMs = 150;

/** Protocol step 5, for one room, by whoever is the referee of its calendar. */
export async function verifyEvent(
  deps: BookingDeps,
  booking: Booking,
  place: RoomOfBooking,
  options: CallOptions,
): Promise<Verification> {
  try {
    const { referee } = await deps.calendar.capabilities(place.room.connection);
    return referee === 'server'
      ? await awaitAnswer(deps, booking, place, options)
      : await readBack(deps, booking, place, options);
  } catch (thrown) {
    const { code } = asBackendError(thrown);
    deps.log.warn({ bookingId: booking.id, code }, 'a written booking could not be read back');
    return 'unknown';
  }
}

async function readBack(
  deps: BookingDeps,
  booking: Booking,
  { room }: RoomOfBooking,
  options: CallOptions,
): Promise<Verification> {
  const deadline = addMs(deps.clock.now(), deps.budgets.rivalMs);
  const held = heldRange(room, booking);
  const uid = eventUid(booking, room.id);
  for (;;) {
    const events = await deps.calendar.listEvents(room, held, options);
    const seen = events.map(({ ref, kind, start, end }) => ({ uid: ref.uid, kind, start, end }));
    const verification = endOf(judgeReadBack(uid, held, seen), deps.clock.now() >= deadline);
    if (verification) return verification;
    if (!(await waitWithin(deps, jittered(deps), options.signal))) return 'unknown';
  }
}

/** What a verdict means once there is no time left to wait; null: read again. */
function endOf(verdict: Verdict, timeIsUp: boolean): Verification | null {
  if (verdict === 'confirm') return 'accepted';
  if (verdict === 'withdraw') return 'taken';
  if (!timeIsUp) return null;
  return verdict === 'wait' ? 'taken' : 'unknown';
}

async function awaitAnswer(
  deps: BookingDeps,
  booking: Booking,
  place: RoomOfBooking,
  options: CallOptions,
): Promise<Verification> {
  const ref = eventRef(booking, place);
  if (!ref) return 'unknown';
  const deadline: Instant = addMs(deps.clock.now(), deps.budgets.roomAnswerMs);
  for (;;) {
    const event = await deps.calendar.get(place.room, ref, options);
    const answer = event.answers.find(({ roomId }) => roomId === place.room.id)?.answer;
    if (answer === 'accepted' || answer === 'declined') return answer;
    if (deps.clock.now() >= deadline) return pendingUnless(answer);
    if (!(await waitWithin(deps, jittered(deps), options.signal))) return 'unknown';
  }
}

function pendingUnless(answer: Answer | undefined): Verification {
  return answer === undefined ? 'unknown' : 'pending';
}

/** Two installations that wait for each other must not keep step. */
function jittered(deps: BookingDeps): number {
  return pollMs * (0.5 + deps.random());
}
