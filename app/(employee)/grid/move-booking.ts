import type { GridSlot } from '@/app/(employee)/grid/carried';
import { formatInstant, instant } from '@/lib/core/time/instant';
import { type Interval, overlaps } from '@/lib/core/time/interval';
import { changeBooking } from '@/lib/http/client/change-booking';
import { readInterval } from '@/lib/http/client/read-instant';
import { sendForAnswer } from '@/lib/http/client/send';
import { type BookingAnswer, getBooking } from '@/lib/http/contract/bookings';

/** When and in which rooms a booking is. */
export interface BookingPlace extends Interval {
  readonly roomIds: readonly string[];
}

export interface MoveResult {
  /** As the server has it now. */
  readonly booking: BookingAnswer;
  /** The booking is there; otherwise that is still being written, and the old place stands so far. */
  readonly isThere: boolean;
  readonly before: BookingPlace;
}

/**
 * The booking, or the date of a series, that the grid shows at that place. Null: it is not there any
 * more.
 * @throws RequestFailure
 */
export async function readCarried(bookingId: string, at: GridSlot): Promise<BookingAnswer | null> {
  const booking = await read(bookingId);
  const isAt = (each: Readonly<Record<'start' | 'end', string>>, roomIds: readonly string[]) =>
    overlaps(readInterval(each), at) && roomIds.includes(at.roomId);
  if (booking.rrule === null || booking.recurrenceId !== null) {
    const roomIds = booking.rooms.map(({ id }) => id);
    return isAt(booking, roomIds) ? booking : null;
  }
  const date = booking.occurrences?.find((each) => isAt(each, each.roomIds));
  return date ? read(date.id) : null;
}

/**
 * Moves a booking as the grid moved its stretch: by as much at either end, from that room to the
 * other. Fails when somebody has changed it since it was read.
 * @throws RequestFailure
 */
export function moveBooking(
  booking: BookingAnswer,
  from: GridSlot,
  to: GridSlot,
): Promise<MoveResult> {
  const { start, end } = readInterval(booking);
  return putBooking(booking, {
    start: instant(start + to.start - from.start),
    end: instant(end + to.end - from.end),
    roomIds: booking.rooms.map(({ id }) => (id === from.roomId ? to.roomId : id)),
  });
}

/** @throws RequestFailure */
export async function putBooking(booking: BookingAnswer, place: BookingPlace): Promise<MoveResult> {
  const before = placeOf(booking);
  const scope = booking.recurrenceId === null ? undefined : 'one';
  const times = { start: formatInstant(place.start), end: formatInstant(place.end) };
  const isElsewhere = place.roomIds.some((id) => !before.roomIds.includes(id));
  const answer = await changeBooking(
    { id: booking.id, etag: booking.etag, scope },
    isElsewhere ? { ...times, roomIds: [...place.roomIds] } : times,
  );
  const now = placeOf(answer);
  const isThere =
    now.start === place.start &&
    now.end === place.end &&
    place.roomIds.every((id) => now.roomIds.includes(id));
  return { booking: answer, isThere, before };
}

function read(id: string): Promise<BookingAnswer> {
  return sendForAnswer(getBooking, { params: { id } });
}

function placeOf(booking: BookingAnswer): BookingPlace {
  return { ...readInterval(booking), roomIds: booking.rooms.map(({ id }) => id) };
}
