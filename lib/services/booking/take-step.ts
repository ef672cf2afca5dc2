import type { BackendError } from '@/lib/calendar/errors';
import type { Booking } from '@/lib/core/bookings/booking';
import {
  combineRooms,
  decide,
  type Phase,
  type Step,
  type WithdrawObservation,
} from '@/lib/core/bookings/protocol';
import type { BookingDeps } from '@/lib/services/booking/booking-deps';
import { checkLive, type LiveCheck } from '@/lib/services/booking/check-live';
import { isOverdue, mayStillArrive } from '@/lib/services/booking/late-writes';
import { lookUpAll, lookUpLastWrite } from '@/lib/services/booking/look-up-events';
import { placeEvents } from '@/lib/services/booking/place-events';
import type { ProtocolRun } from '@/lib/services/booking/protocol-run';
import { readBackEvent } from '@/lib/services/booking/read-back-event';
import type { PlacedEvent } from '@/lib/services/booking/room-event';
import { withdrawEvents } from '@/lib/services/booking/withdraw-events';
import { writeNextEvent } from '@/lib/services/booking/write-next-event';

/** What taking a step came to: the next one, the booking as it is known now, and what was seen. */
export interface Taken {
  readonly next: Step;
  readonly booking: Booking;
  readonly live?: LiveCheck;
  readonly refusal?: BackendError;
}

/** Performs a step that asks a calendar, and has the protocol decide what follows. */
export async function takeStep(
  deps: BookingDeps,
  run: ProtocolRun,
  { phase }: Step,
  booking: Booking,
): Promise<Taken> {
  const placed = placeEvents(booking, currentEvents(booking), run.rooms);
  const { options } = run;
  switch (phase) {
    case 'held':
    case 'rechecking': {
      const question = { bookingUid: booking.uid, dates: missingDates(placed), rooms: run.rooms };
      const live = await checkLive(deps, question, options);
      return { next: decide(phase, live.state), booking, live };
    }
    case 'writing':
    case 'half-written':
    case 'rewriting': {
      const { observed, events, ...why } = await writeNextEvent(deps, booking, placed, options);
      return { next: decide(phase, observed), booking: { ...booking, events }, ...why };
    }
    case 'unanswered': {
      const { observed, events } = await lookUpLastWrite(deps, booking, placed, options);
      return { next: decide(phase, observed), booking: { ...booking, events } };
    }
    case 'doubtful': {
      if (isOverdue(deps, booking)) return { next: decide(phase, 'overdue'), booking };
      const { observed, events } = await lookUpAll(deps, booking, placed, options);
      return { next: decide(phase, observed), booking: { ...booking, events } };
    }
    case 'written':
    case 'awaiting':
      return readBack(deps, run, phase, booking);
    case 'withdrawing':
    case 'abandoning':
    case 'cancelling':
    case 'sweeping':
    case 'yielding':
      return { next: decide(phase, await withdraw(deps, run, phase, booking)), booking };
    default:
      throw new Error(`the protocol asks nothing of a calendar at ${phase}`);
  }
}

/** What a change took back is only looked for when everything is withdrawn. */
const currentEvents = ({ events }: Booking) => events.filter(({ stage }) => stage !== 'withdrawn');

/** Of the events that are not known to be written. */
const missingDates = (placed: readonly PlacedEvent[]) =>
  placed.filter(({ event }) => event.handle === null).flatMap(({ dates }) => dates);

/** All events side by side, and all or none. */
async function readBack(
  deps: BookingDeps,
  run: ProtocolRun,
  phase: 'written' | 'awaiting',
  booking: Booking,
): Promise<Taken> {
  const placed = placeEvents(booking, currentEvents(booking), run.rooms);
  const steps = await Promise.all(
    placed.map((each) => readBackEvent(deps, booking, each, phase, run.options)),
  );
  return { next: combineRooms(steps), booking };
}

/**
 * Whoever holds the slot since the beginning knows which events were never written. What is looked
 * for once more is looked for by its uid: a late write may have another name.
 */
async function withdraw(
  deps: BookingDeps,
  { rooms, options, isFresh }: ProtocolRun,
  phase: Phase,
  booking: Booking,
): Promise<WithdrawObservation> {
  const isAllMine = isFresh && phase === 'withdrawing';
  const known = phase === 'sweeping' ? withoutNames(booking) : booking;
  const placed = placeEvents(known, known.events, rooms);
  const concerned = isAllMine ? placed.filter(({ event }) => event.handle !== null) : placed;
  if (!(await withdrawEvents(deps, concerned, options))) return 'failed';
  return !isAllMine && mayStillArrive(deps, booking) ? 'gone-early' : 'gone';
}

function withoutNames(booking: Booking): Booking {
  const events = booking.events.map((event) => ({ ...event, handle: null, version: null }));
  return { ...booking, events };
}
