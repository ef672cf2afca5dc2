import { formatDateId } from '@/lib/core/bookings/date-id';
import { FoyerError } from '@/lib/core/errors';
import type { Person } from '@/lib/core/places/person';
import type { LeaverStore, LeftBooking } from '@/lib/db/leaver-ports';
import type { ExclusiveWork } from '@/lib/db/ports';
import type { BookingDeps } from '@/lib/services/booking/booking-deps';
import { cancelBooking } from '@/lib/services/cancel-booking';

export interface LeaverDeps extends BookingDeps {
  readonly organisationId: string;
  readonly leavers: LeaverStore;
  readonly alone: ExclusiveWork;
}

/** How many bookings of one person are taken out in a round. */
const batch = 20;

/**
 * Cancels what people who leave would have held, as they themselves would have, and takes their names
 * out when nothing of it is left. One replica at a time; a round that dies is made again. Returns how
 * many bookings it cancelled and people it removed.
 */
export async function sweepLeavers(deps: LeaverDeps): Promise<number> {
  const done = await deps.alone.tryAlone('sweep-leavers', async (lost) => {
    let count = 0;
    for (const person of await deps.leavers.leaving(deps.organisationId)) {
      if (!lost.aborted) count += await sweepLeaver(deps, person, lost);
    }
    return count;
  });
  return done ?? 0;
}

async function sweepLeaver(deps: LeaverDeps, person: Person, signal: AbortSignal): Promise<number> {
  const left = await deps.leavers.bookingsLeft(person.id, deps.clock.now());
  if (left.length === 0) return (await deps.leavers.erase(person.id, deps.clock.now())) ? 1 : 0;
  let cancelled = 0;
  for (const booking of left.filter(({ isUnderWay }) => !isUnderWay).slice(0, batch)) {
    cancelled += (await cancelSafely(deps, person, booking, signal)) ? 1 : 0;
  }
  return cancelled;
}

/** One booking that cannot be cancelled now must not keep the others from it. */
async function cancelSafely(
  deps: LeaverDeps,
  person: Person,
  { id, recurrenceId }: LeftBooking,
  signal: AbortSignal,
): Promise<boolean> {
  const command = {
    bookingId: recurrenceId === null ? id : formatDateId(id, recurrenceId),
    revision: null,
    scope: recurrenceId === null ? undefined : ('following' as const),
  };
  try {
    await cancelBooking(deps, command, { person, signal, requestId: deps.newId() });
    return true;
  } catch (error) {
    if (!(error instanceof FoyerError)) throw error;
    deps.log.warn(
      { bookingId: id, code: error.code },
      'a booking of somebody who leaves stays for the next round',
    );
    return false;
  }
}
