import type { Booking } from '@/lib/core/bookings/booking';
import { roomIdsOf } from '@/lib/core/bookings/booking';
import { groupBy } from '@/lib/core/group-by';
import type { Instant } from '@/lib/core/time/instant';
import type { ListedDate } from '@/lib/db/ports';
import type { BookingView, ShownDate } from '@/lib/http/server/presenters/booking';

export function fromListedDate(listed: ListedDate): BookingView {
  const { booking, roomIds } = listed;
  return { booking, date: booking.rrule === null ? null : listed, roomIds };
}

/** @param recurrenceId of the date that is meant; null: the whole */
export function fromBooking(booking: Booking, recurrenceId: Instant | null): BookingView {
  if (booking.rrule === null) return { booking, date: null, roomIds: roomIdsOf(booking) };
  const dates = toShownDates(booking);
  const date = dates.find((each) => each.recurrenceId === recurrenceId) ?? null;
  return date
    ? { booking, date, roomIds: date.roomIds }
    : { booking, date: null, roomIds: roomIdsOf(booking), dates };
}

/** What a change is to bring is not shown before it is done. */
function toShownDates({ dates, events }: Booking): readonly ShownDate[] {
  const eventById = new Map(events.map((event) => [event.id, event]));
  const shown = dates.filter(({ eventId }) => eventById.get(eventId)?.stage !== 'arriving');
  const byDate = groupBy(shown, ({ recurrenceId, start }) => `${recurrenceId} ${start}`);
  return [...byDate.values()].flatMap((same) => {
    const [first] = same;
    if (!first) return [];
    const { recurrenceId, start, end, status, content, eventId } = first;
    const own = { ...eventById.get(eventId)?.content, ...content };
    const roomIds = same.map(({ roomId }) => roomId);
    return [{ recurrenceId, start, end, status, roomIds, content: own }];
  });
}
