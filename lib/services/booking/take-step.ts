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
import type { ProtocolRun } from '@/lib/services/booking/protocol-run';
import { readBackRoom } from '@/lib/services/booking/read-back-room';
import type { RoomOfBooking } from '@/lib/services/booking/room-event';
import { pairRooms } from '@/lib/services/booking/rooms-of-booking';
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
  const places = pairRooms(booking, run.rooms);
  const { options } = run;
  switch (phase) {
    case 'held':
    case 'rechecking': {
      const live = await checkLive(deps, booking, missingOnes(places), options);
      return { next: decide(phase, live.state), booking, live };
    }
    case 'writing':
    case 'half-written':
    case 'rewriting': {
      const { observed, rooms, ...why } = await writeNextEvent(deps, booking, places, options);
      return { next: decide(phase, observed), booking: { ...booking, rooms }, ...why };
    }
    case 'unanswered': {
      const { observed, rooms } = await lookUpLastWrite(deps, booking, places, options);
      return { next: decide(phase, observed), booking: { ...booking, rooms } };
    }
    case 'doubtful': {
      if (isOverdue(deps, booking)) return { next: decide(phase, 'overdue'), booking };
      const { observed, rooms } = await lookUpAll(deps, booking, places, options);
      return { next: decide(phase, observed), booking: { ...booking, rooms } };
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

const missingOnes = (places: readonly RoomOfBooking[]): readonly RoomOfBooking[] =>
  places.filter(({ booked }) => booked.handle === null);

/** All rooms side by side, and all or none. */
async function readBack(
  deps: BookingDeps,
  run: ProtocolRun,
  phase: 'written' | 'awaiting',
  booking: Booking,
): Promise<Taken> {
  const steps = await Promise.all(
    pairRooms(booking, run.rooms).map((place) =>
      readBackRoom(deps, booking, place, phase, run.options),
    ),
  );
  const rooms = booking.rooms.map((room, index) =>
    steps[index]?.action === 'confirm' ? { ...room, answer: 'accepted' as const } : room,
  );
  return { next: combineRooms(steps), booking: { ...booking, rooms } };
}

/**
 * Whoever holds the slot since the beginning knows which rooms were never written to. What is looked
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
  const places = pairRooms(known, rooms);
  const concerned = isAllMine ? places.filter(({ booked }) => booked.handle !== null) : places;
  if (!(await withdrawEvents(deps, booking, concerned, options))) return 'failed';
  return !isAllMine && mayStillArrive(deps, booking) ? 'gone-early' : 'gone';
}

function withoutNames(booking: Booking): Booking {
  const rooms = booking.rooms.map((room) => ({ ...room, handle: null, version: null }));
  return { ...booking, rooms };
}
