import type { BackendError } from '@/lib/calendar/errors';
import type { Booking } from '@/lib/core/bookings/booking';
import { FoyerError, type ProblemCode, type Slot, type Suggestion } from '@/lib/core/errors';
import type { Room } from '@/lib/core/places/room';
import type { PolicyViolation } from '@/lib/core/policy/evaluate-policy';

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

/** The meeting's own slot in each of its rooms. */
export function ownSlots(booking: Booking): readonly Slot[] {
  const { start, end, rooms } = booking;
  return rooms.map(({ roomId }) => ({ roomId, start, end }));
}
