import { formatInstant } from '@/lib/core/time/instant';
import type { CreatedBooking } from '@/lib/services/create-booking';

/** What a new series lacks of what was asked for; nothing for a booking of one date. */
export function presentLeftOut({ booking, skipped, bounded }: CreatedBooking) {
  if (booking.rrule === null) return {};
  return {
    bounded,
    skipped: skipped.map(({ recurrenceId, start, end, reason }) => ({
      recurrenceId: formatInstant(recurrenceId),
      start: formatInstant(start),
      end: formatInstant(end),
      reason,
    })),
  };
}
