import type { CalendarEvent, RoomAnswer } from '@/lib/calendar/backend';
import type { CallOptions } from '@/lib/calendar/calendar';
import { isGivenUp } from '@/lib/core/bookings/answer-due';
import type { Booking } from '@/lib/core/bookings/booking';
import { decide, type ReadBackObservation, type Step } from '@/lib/core/bookings/protocol';
import { judgeReadBack } from '@/lib/core/bookings/referee';
import type { Room } from '@/lib/core/places/room';
import { addMs, type Instant } from '@/lib/core/time/instant';
import { asBackendError } from '@/lib/services/booking/as-backend-error';
import type { BookingDeps } from '@/lib/services/booking/booking-deps';
import { eventRef, inCalendar, type PlacedEvent, spanOf } from '@/lib/services/booking/room-event';
import { waitWithin } from '@/lib/services/booking/wait-within';

const pollMs = 150;

/**
 * Protocol step 5, for one event, by whoever is the referee of its calendar: reads, and again while
 * the protocol has it wait. Returns what follows for this event.
 */
export async function readBackEvent(
  deps: BookingDeps,
  booking: Booking,
  placed: PlacedEvent,
  from: 'written' | 'awaiting',
  options: CallOptions,
): Promise<Step> {
  const begun = deps.clock.now();
  let phase = from;
  for (;;) {
    const { observed, waitMs } = await observe(deps, booking, placed, options);
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
  placed: PlacedEvent,
  options: CallOptions,
): Promise<Observed> {
  const { rivalMs, roomAnswerMs } = deps.budgets;
  try {
    const { referee } = await deps.calendar.capabilities(placed.rooms[0].connection);
    return referee === 'server'
      ? { observed: await askRooms(deps, booking, placed, options), waitMs: roomAnswerMs }
      : { observed: await judgeRooms(deps, booking, placed, options), waitMs: rivalMs };
  } catch (thrown) {
    const { code } = asBackendError(thrown);
    deps.log.warn({ bookingId: booking.id, code }, 'a written booking could not be read back');
    return { observed: code === 'event-not-found' ? 'gone' : 'failed', waitMs: 0 };
  }
}

/** Where the app is the referee, by every event of the held ranges; the worst of the rooms counts. */
async function judgeRooms(
  deps: BookingDeps,
  booking: Booking,
  placed: PlacedEvent,
  options: CallOptions,
): Promise<ReadBackObservation> {
  const verdicts = await Promise.all(
    placed.rooms.map((room) => judgeRoom(deps, booking, placed, room, options)),
  );
  return worstOf(['withdraw', 'missing', 'wait'], verdicts) ?? 'confirm';
}

async function judgeRoom(
  deps: BookingDeps,
  { uid: bookingUid }: Booking,
  { event: { uid }, dates }: PlacedEvent,
  room: Room,
  options: CallOptions,
) {
  const own = dates.filter(({ roomId }) => roomId === room.id);
  const events = await deps.calendar.listEvents(room, spanOf(own), options);
  const expected = own.map(({ held }) => ({ uid, held }));
  const seen = events.map(({ ref, kind, start, end }) => ({ uid: ref.uid, kind, start, end }));
  return judgeReadBack(bookingUid, expected, seen);
}

/** Where the server is the referee, by the rooms' own answers to every date. */
async function askRooms(
  deps: BookingDeps,
  booking: Booking,
  placed: PlacedEvent,
  options: CallOptions,
): Promise<ReadBackObservation> {
  const ref = eventRef(placed);
  if (!ref) return 'failed';
  const { event, rooms, dates } = placed;
  const [room] = rooms;
  const givenUp = roomsGivenUp(deps, booking, rooms);
  if (event.rrule === null) {
    const { answers } = await deps.calendar.get(room, ref, options);
    return worstAnswer(rooms.map(({ id }) => answerOf(answers, id, givenUp)));
  }
  const span = spanOf(dates);
  const found = await deps.calendar.listOccurrences(room, ref, span, options);
  const byStart = new Map(found.map((date) => [date.ref.recurrenceId, date]));
  return worstAnswer(
    dates.map(({ roomId, recurrenceId }) =>
      answerOf(answersOn(byStart, inCalendar(event, recurrenceId)), roomId, givenUp),
    ),
  );
}

/** Those whose policy takes back what they have not answered by now. */
function roomsGivenUp(
  { clock }: BookingDeps,
  { createdAt }: Booking,
  rooms: readonly Room[],
): ReadonlySet<string> {
  const now = clock.now();
  const givenUp = rooms.filter(({ policy }) => isGivenUp(policy, createdAt, now));
  return new Set(givenUp.map(({ id }) => id));
}

function answersOn(
  byStart: ReadonlyMap<Instant | null, CalendarEvent>,
  at: Instant,
): readonly RoomAnswer[] {
  return byStart.get(at)?.answers ?? [];
}

function answerOf(
  answers: readonly RoomAnswer[],
  roomId: string,
  givenUp: ReadonlySet<string>,
): ReadBackObservation {
  const answer = answers.find((each) => each.roomId === roomId)?.answer;
  if (answer === undefined) return 'missing';
  if (answer !== 'tentative' && answer !== 'pending') return answer;
  return givenUp.has(roomId) ? 'unanswered' : 'pending';
}

function worstAnswer(answers: readonly ReadBackObservation[]): ReadBackObservation {
  return worstOf(['declined', 'missing', 'unanswered', 'pending'], answers) ?? 'accepted';
}

function worstOf<T extends ReadBackObservation>(
  order: readonly T[],
  found: readonly ReadBackObservation[],
): T | null {
  return order.find((one) => found.includes(one)) ?? null;
}

/** Two installations that wait for each other must not keep step. */
async function waitUntil(deps: BookingDeps, deadline: Instant, { signal }: CallOptions) {
  if (deps.clock.now() >= deadline) return 'time-up';
  const jitteredMs = pollMs * (0.5 + deps.random());
  return (await waitWithin(deps, jitteredMs, signal)) ? 'time-left' : 'cut-off';
}
