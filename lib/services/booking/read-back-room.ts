import type { CallOptions } from '@/lib/calendar/calendar';
import type { Booking } from '@/lib/core/bookings/booking';
import { decide, type ReadBackObservation, type Step } from '@/lib/core/bookings/protocol';
import { judgeReadBack } from '@/lib/core/bookings/referee';
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

const pollMs = 150;

/**
 * Protocol step 5, for one room, by whoever is the referee of its calendar: reads, and again while
 * the protocol has it wait. Returns what follows for this room.
 */
export async function readBackRoom(
  deps: BookingDeps,
  booking: Booking,
  place: RoomOfBooking,
  from: 'written' | 'awaiting',
  options: CallOptions,
): Promise<Step> {
  const begun = deps.clock.now();
  let phase = from;
  for (;;) {
    const { observed, waitMs } = await observe(deps, booking, place, options);
    const seen = decide(phase, observed);
    if (seen.phase !== 'outranking' && seen.phase !== 'unseen' && seen.phase !== 'asked') {
      return seen;
    }
    const waited = decide(seen.phase, await waitUntil(deps, addMs(begun, waitMs), options));
    if (waited.action !== 'read-back') return waited;
    phase = 'written';
  }
}

interface Observed {
  readonly observed: ReadBackObservation;
  /** How long it is worth while to look again. */
  readonly waitMs: number;
}

async function observe(
  deps: BookingDeps,
  booking: Booking,
  place: RoomOfBooking,
  options: CallOptions,
): Promise<Observed> {
  const { rivalMs, roomAnswerMs } = deps.budgets;
  try {
    const { referee } = await deps.calendar.capabilities(place.room.connection);
    return referee === 'server'
      ? { observed: await askRoom(deps, booking, place, options), waitMs: roomAnswerMs }
      : { observed: await judge(deps, booking, place, options), waitMs: rivalMs };
  } catch (thrown) {
    const { code } = asBackendError(thrown);
    deps.log.warn({ bookingId: booking.id, code }, 'a written booking could not be read back');
    return { observed: code === 'event-not-found' ? 'gone' : 'failed', waitMs: 0 };
  }
}

/** The app is the referee: by every event of the held range. */
async function judge(
  deps: BookingDeps,
  booking: Booking,
  { room }: RoomOfBooking,
  options: CallOptions,
): Promise<ReadBackObservation> {
  const held = heldRange(room, booking);
  const events = await deps.calendar.listEvents(room, held, options);
  const seen = events.map(({ ref, kind, start, end }) => ({ uid: ref.uid, kind, start, end }));
  return judgeReadBack(eventUid(booking, room.id), held, seen);
}

/** The server is the referee: by the room's own answer. */
async function askRoom(
  deps: BookingDeps,
  booking: Booking,
  place: RoomOfBooking,
  options: CallOptions,
): Promise<ReadBackObservation> {
  const ref = eventRef(booking, place);
  if (!ref) return 'failed';
  const event = await deps.calendar.get(place.room, ref, options);
  const answer = event.answers.find(({ roomId }) => roomId === place.room.id)?.answer;
  if (answer === undefined) return 'missing';
  return answer === 'tentative' ? 'pending' : answer;
}

/** Two installations that wait for each other must not keep step. */
async function waitUntil(deps: BookingDeps, deadline: Instant, { signal }: CallOptions) {
  if (deps.clock.now() >= deadline) return 'time-up';
  const jitteredMs = pollMs * (0.5 + deps.random());
  return (await waitWithin(deps, jitteredMs, signal)) ? 'time-left' : 'cut-off';
}
