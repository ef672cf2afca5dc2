import { addMs, dayMs, formatInstant, instant, minuteMs } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';
import {
  addDays,
  type CalendarDate,
  dateOf,
  formatDate,
  isoWeekday,
  toInstant,
} from '@/lib/core/time/wall-time';
import { zoneId } from '@/lib/core/time/zone';
import { formatTimeRange } from '@/lib/i18n/format-time';

/** A stretch of time as people speak of it in that zone. */
export interface Slot extends Interval {
  readonly date: CalendarDate;
  /** `14:00`. */
  readonly time: string;
  /** `14:00–14:30`. */
  readonly range: string;
  readonly minutes: number;
  readonly timeZone: string;
}

/** A time on the day after tomorrow, which is in the future whatever the hour and the zone. */
export function slotAt(time: string, minutes: number, timeZone = 'Europe/Paris'): Slot {
  return slotInDays(2, time, minutes, timeZone);
}

/** A time that many days from today. */
export function slotInDays(
  days: number,
  time: string,
  minutes: number,
  timeZone = 'Europe/Paris',
): Slot {
  return slotOn(addDays(todayIn(timeZone), days), time, minutes, timeZone);
}

/** A time on the next working day, which the demo fills with meetings. */
export function workdaySlot(time: string, minutes: number, timeZone = 'Europe/Paris'): Slot {
  const tomorrow = addDays(todayIn(timeZone), 1);
  const weekday = isoWeekday(tomorrow);
  const date = weekday > 5 ? addDays(tomorrow, 8 - weekday) : tomorrow;
  return slotOn(date, time, minutes, timeZone);
}

/** A time two weeks before clocks in that zone are changed, or a day or so less. */
export function slotBeforeClockChange(time: string, minutes: number, timeZone: string): Slot {
  const slots = Array.from({ length: 366 }, (_, day) =>
    slotInDays(day + 2, time, minutes, timeZone),
  );
  const found = slots.find(
    (slot) => weeksAfter(slot, 2).start - weeksAfter(slot, 1).start !== 7 * dayMs,
  );
  if (!found) throw new Error(`Clocks are not changed in ${timeZone}.`);
  return found;
}

/** That many weekly slots, the first one among them. */
export function weeklyFrom(first: Slot, count: number): readonly Slot[] {
  return Array.from({ length: count }, (_, week) => weeksAfter(first, week));
}

/** What clocks show then as they do in the slot, that many weeks later. */
export function weeksAfter({ date, time, minutes, timeZone }: Slot, weeks: number): Slot {
  return slotOn(addDays(date, 7 * weeks), time, minutes, timeZone);
}

function todayIn(timeZone: string): CalendarDate {
  return dateOf(instant(Date.now()), zoneId(timeZone));
}

function slotOn(date: CalendarDate, time: string, minutes: number, timeZone: string): Slot {
  const zone = zoneId(timeZone);
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  const start = toInstant({ ...date, hour, minute, second: 0 }, zone);
  const end = addMs(start, minutes * minuteMs);
  const range = formatTimeRange({ start, end }, zone, 'en');
  return { start, end, date, time, range, minutes, timeZone };
}

/** The address of a search for that time. */
export function searchAddress({ date, time, minutes }: Slot, buildingId: string): string {
  const query = { date: formatDate(date), time, minutes: String(minutes), building: buildingId };
  return `/?${new URLSearchParams(query)}`;
}

/** The address of the grid of a building on that day. */
export function gridAddress({ date }: Slot, buildingId: string): string {
  return `/grid?${new URLSearchParams({ building: buildingId, date: formatDate(date) })}`;
}

/** The address of the form for a room and that time. */
export function formAddress({ start, end }: Interval, roomId: string): string {
  const query = { roomId, start: formatInstant(start), end: formatInstant(end) };
  return `/book?${new URLSearchParams(query)}`;
}

/** The body of a booking by API. */
export function bookingBody({ start, end, timeZone }: Slot, roomId: string, title: string) {
  return {
    roomIds: [roomId],
    title,
    start: formatInstant(start),
    end: formatInstant(end),
    timeZone,
  };
}

/** The API's address of one's own bookings in that time. */
export function bookingsAddress({ start, end }: Interval): string {
  const query = { mine: 'true', start: formatInstant(start), end: formatInstant(end) };
  return `/api/v1/bookings?${new URLSearchParams(query)}`;
}

/** The API's address of when a room is taken in that time. */
export function availabilityAddress({ start, end }: Interval, roomId: string): string {
  const query = { roomIds: roomId, start: formatInstant(start), end: formatInstant(end) };
  return `/api/v1/availability?${new URLSearchParams(query)}`;
}
