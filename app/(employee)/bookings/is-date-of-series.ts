import type { BookingAnswer } from '@/lib/http/contract/bookings';

/** One date of a series, as against a booking that is whole by itself. */
export function isDateOfSeries({ seriesId, recurrenceId }: BookingAnswer): boolean {
  return seriesId !== null && recurrenceId !== null;
}
