import { groupBy } from '@/lib/core/group-by';
import { parseInstant } from '@/lib/core/time/instant';
import { type CalendarDate, dateOf, formatDate } from '@/lib/core/time/wall-time';
import { zoneId } from '@/lib/core/time/zone';
import type { BookingAnswer } from '@/lib/http/contract/bookings';

export interface BookingDay {
  readonly key: string;
  readonly date: CalendarDate;
  readonly items: readonly BookingAnswer[];
}

/** Bookings under the date on which they begin where their room is; the latest first if asked. */
export function groupByDay(
  bookings: readonly BookingAnswer[],
  latestFirst: boolean,
): readonly BookingDay[] {
  const dated = bookings.flatMap((booking) => {
    const start = parseInstant(booking.start);
    const zone = zoneId(booking.rooms[0]?.timeZone ?? booking.timeZone);
    return start === null ? [] : [{ booking, start, date: dateOf(start, zone) }];
  });
  const ordered = latestFirst ? dated.toReversed() : dated;
  const days = [...groupBy(ordered, ({ date }) => formatDate(date))].map(([key, entries]) => ({
    key,
    date: entries[0]?.date,
    items: entries.map(({ booking }) => booking),
  }));
  return days.flatMap(({ key, date, items }) => (date ? [{ key, date, items }] : []));
}
