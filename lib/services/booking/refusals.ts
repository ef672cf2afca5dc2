import type { CallOptions } from '@/lib/calendar/calendar';
import type { BackendError } from '@/lib/calendar/errors';
import type { Booking } from '@/lib/core/bookings/booking';
import { FoyerError, type ProblemCode, type Slot, type Suggestion } from '@/lib/core/errors';
import type { Role } from '@/lib/core/places/role';
import type { Room } from '@/lib/core/places/room';
import type { PolicyViolation } from '@/lib/core/policy/evaluate-policy';
import type { Interval } from '@/lib/core/time/interval';
import type { BookingDeps } from '@/lib/services/booking/booking-deps';
import { lookForAlternatives } from '@/lib/services/booking/look-for-alternatives';

export function policyRefusal(violations: readonly PolicyViolation[]): FoyerError {
  const words = violations.map((violation) => violation.message).join(' ');
  return new FoyerError('policy', words, { violations });
}

export function conflictRefusal(
  conflicts: readonly Slot[],
  alternatives: readonly Suggestion[],
): FoyerError {
  return new FoyerError('conflict', 'The room is not available at this time.', {
    conflicts,
    alternatives,
  });
}

export interface LostSlot {
  /** Undefined where it is not known any more: nothing is offered then. */
  readonly room: Room | undefined;
  readonly wanted: Interval;
  readonly role: Role;
  readonly options: Pick<CallOptions, 'signal' | 'requestId'>;
}

/** A conflict with up to three ways out, as far as they can be looked for. */
export async function findConflictRefusal(
  deps: BookingDeps,
  conflicts: readonly Slot[],
  { room, wanted, role, options }: LostSlot,
): Promise<FoyerError> {
  if (!room) return conflictRefusal(conflicts, []);
  const { signal, requestId } = options;
  const { start, end } = wanted;
  const asked = { room, wanted: { start, end }, role, signal, requestId };
  return conflictRefusal(conflicts, await lookForAlternatives(deps, asked));
}

export function unknownRefusal(room: Room): FoyerError {
  return new FoyerError(
    'availability-unknown',
    `The calendar of ${room.name} cannot be read right now, so nothing was booked.`,
  );
}

/** A write that surely had no effect. */
export function writeRefusal(error: BackendError): FoyerError {
  const code: ProblemCode = error.retryable ? 'backend-unavailable' : 'backend-refused';
  const detail = error.retryable
    ? 'The calendar did not take the booking right now; nothing was booked.'
    : 'The calendar refused the booking; nothing was booked.';
  const seconds = error.retryAfterMs === null ? null : Math.ceil(error.retryAfterMs / 1_000);
  return new FoyerError(
    code,
    detail,
    seconds === null ? {} : { retryAfterSeconds: seconds },
    error,
  );
}

/** The booking's own dates. */
export function ownSlots({ dates }: Pick<Booking, 'dates'>): readonly Slot[] {
  return dates.map(({ roomId, start, end }) => ({ roomId, start, end }));
}
