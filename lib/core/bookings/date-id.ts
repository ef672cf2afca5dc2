import { formatInstant, type Instant, parseInstant } from '@/lib/core/time/instant';

/** A booking, or one date of it. */
export interface NamedBooking {
  readonly bookingId: string;
  /** The start that the rule gives the date; null for the booking as a whole. */
  readonly recurrenceId: Instant | null;
}

/** The id of one date of a series, as addresses name it: `<booking>.20261123T093000Z`. */
export function formatDateId(bookingId: string, recurrenceId: Instant): string {
  return `${bookingId}.${formatInstant(recurrenceId).replace(/[-:]|\.\d+/g, '')}`;
}

/** What an id names. Ids of bookings hold no such ending. */
export function parseBookingId(id: string): NamedBooking {
  const [, bookingId, year, month, day, hour, minute, second] =
    /^(.+)\.(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/.exec(id) ?? [];
  const at = parseInstant(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return bookingId === undefined || at === null
    ? { bookingId: id, recurrenceId: null }
    : { bookingId, recurrenceId: at };
}
