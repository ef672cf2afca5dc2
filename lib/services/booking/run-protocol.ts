import type { BackendError } from '@/lib/calendar/errors';
import type { Booking } from '@/lib/core/bookings/booking';
import { type Action, decide, type Step } from '@/lib/core/bookings/protocol';
import { isLive } from '@/lib/core/bookings/status';
import type { StatusReason } from '@/lib/core/bookings/status-reason';
import type { BookingDeps } from '@/lib/services/booking/booking-deps';
import type { LiveCheck } from '@/lib/services/booking/check-live';
import type { ProtocolRun } from '@/lib/services/booking/protocol-run';
import { takeStep } from '@/lib/services/booking/take-step';
import { toSettlement } from '@/lib/services/booking/to-settlement';

/** How a run of the protocol ended, and what was seen that a person may be told of. */
export interface Ending {
  /** The last step: what was settled, unless others had moved the booking on. */
  readonly step: Step;
  readonly booking: Booking;
  /** The last live check of a run that had one. */
  readonly live: LiveCheck | null;
  /** Why a calendar refused the write. */
  readonly refusal: BackendError | null;
}

interface Progress extends Ending {
  readonly lostBecause: StatusReason;
}

const asking: ReadonlySet<Action> = new Set([
  'read-live',
  'write',
  'look-up',
  'read-back',
  'withdraw',
]);

/**
 * Works on a booking from that step on until it is settled, one way or another. Every decision is
 * the table's in `core/bookings/protocol`; here its steps are only taken.
 */
export async function runProtocol(
  deps: BookingDeps,
  run: ProtocolRun,
  booking: Booking,
  first: Step,
): Promise<Ending> {
  let progress: Progress = proceed(
    { step: first, booking, live: null, refusal: null, lostBecause: 'taken-outside' },
    first,
  );
  for (;;) {
    const { step } = progress;
    if (step.action === 'stop') return progress;
    if (asking.has(step.action)) {
      const { next, ...seen } = await takeStep(deps, run, step, progress.booking);
      progress = proceed({ ...progress, ...seen }, next);
      continue;
    }
    const settled = await settle(deps, run, progress);
    if (settled) return { ...progress, booking: settled };
    progress = await yieldTo(deps, progress);
  }
}

function proceed(progress: Progress, step: Step): Progress {
  return { ...progress, step, lostBecause: step.reason ?? progress.lostBecause };
}

/** The booking as it now stands; null when somebody else has moved it on since. */
async function settle(
  deps: BookingDeps,
  { actor }: ProtocolRun,
  { step, booking, lostBecause }: Progress,
): Promise<Booking | null> {
  if (step.action === 'release') {
    return (await deps.bookings.release(booking)) ? booking : null;
  }
  const settlement = toSettlement(deps, booking, step, { actor, lostBecause });
  return deps.bookings.settle(booking, settlement);
}

/** What others say stands; where they ended it, what was written since must go. */
async function yieldTo(deps: BookingDeps, progress: Progress): Promise<Progress> {
  const { booking } = progress;
  const current = await deps.bookings.find(booking.organisationId, booking.id);
  if (!current) return proceed(progress, decide('overtaken', 'still-live'));
  const observed = isLive(current.status) ? 'still-live' : 'has-ended';
  return proceed(
    { ...progress, booking: { ...current, events: booking.events } },
    decide('overtaken', observed),
  );
}
