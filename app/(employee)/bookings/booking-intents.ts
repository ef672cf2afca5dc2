import type { BookingAnswer } from '@/lib/http/contract/bookings';

/** What the reader may want of a booking that is shown; the page asks and tells. */
export interface BookingIntents {
  readonly move: (booking: BookingAnswer) => void;
  readonly cancel: (booking: BookingAnswer) => void;
  /** What became of something, in words. */
  readonly tell: (words: string) => void;
}
