import type { Booking, BookingContent, OwnContent } from '@/lib/core/bookings/booking';

/** The words of an event or a date: its own before those of the booking. */
export function contentOf(
  booking: Pick<Booking, 'title' | 'description' | 'attendees'>,
  ...own: readonly (OwnContent | null)[]
): Pick<BookingContent, 'title' | 'description' | 'attendees'> {
  const { title, description, attendees } = booking;
  return Object.assign({ title, description, attendees }, ...own.map((each) => each ?? {}));
}
