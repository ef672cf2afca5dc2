import { tzOffset } from '@date-fns/tz';
import { dayMs, type Instant, instant, minuteMs } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';
import type { ZoneId } from '@/lib/core/time/zone';

/** A date in the Gregorian calendar, month and day counted from 1. */
export interface CalendarDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** What a clock on a wall shows; which instant that is depends on the zone. */
export interface WallTime extends CalendarDate {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

/**
 * The instant at which clocks in `zone` show `wall`, by the rule of RFC 5545 section 3.3.5: a time
 * that a change skips is read with the offset before the change; one that occurs twice is the first.
 */
export function toInstant(wall: WallTime, zone: ZoneId): Instant {
  const asUtcMs = Date.UTC(
    wall.year,
    wall.month - 1,
    wall.day,
    wall.hour,
    wall.minute,
    wall.second,
  );
  const offsetBefore = offsetMs(zone, asUtcMs - dayMs);
  const offsetAfter = offsetMs(zone, asUtcMs + dayMs);
  const fits = [offsetBefore, offsetAfter]
    .map((offset) => ({ epochMs: asUtcMs - offset, offset }))
    .filter(({ epochMs, offset }) => offsetMs(zone, epochMs) === offset)
    .map(({ epochMs }) => epochMs);
  return instant(fits.length > 0 ? Math.min(...fits) : asUtcMs - offsetBefore);
}

/** What clocks in `zone` show at that instant; fractions of a second are dropped. */
export function toWallTime(at: Instant, zone: ZoneId): WallTime {
  return fromShownMs(shownMs(at, zone));
}

/** What the clock shows, as if it were UTC. */
const shownMs = (at: Instant, zone: ZoneId): number => at + offsetMs(zone, at);

function fromShownMs(ms: number): WallTime {
  const shown = new Date(ms);
  return {
    year: shown.getUTCFullYear(),
    month: shown.getUTCMonth() + 1,
    day: shown.getUTCDate(),
    hour: shown.getUTCHours(),
    minute: shown.getUTCMinutes(),
    second: shown.getUTCSeconds(),
  };
}

/** As far from an instant on the wall's clock as the second of two instants is from the first. */
export function moveOnClock(
  at: Instant,
  [from, to]: readonly [Instant, Instant],
  zone: ZoneId,
): Instant {
  return addOnClock(at, shownMs(to, zone) - shownMs(from, zone), zone);
}

/**
 * So much later on the wall's clock. What does not move stays, also in the second of two equal hours,
 * where no clock would find it.
 */
export function addOnClock(at: Instant, shownDeltaMs: number, zone: ZoneId): Instant {
  if (shownDeltaMs === 0) return at;
  return toInstant(fromShownMs(shownMs(at, zone) + shownDeltaMs), zone);
}

export function dateOf(at: Instant, zone: ZoneId): CalendarDate {
  const { year, month, day } = toWallTime(at, zone);
  return { year, month, day };
}

/** From the day's first instant to the next day's first: 23, 24 or 25 hours long, as the zone has it. */
export function dayWindow(date: CalendarDate, zone: ZoneId): Interval {
  return { start: startOfDay(date, zone), end: startOfDay(addDays(date, 1), zone) };
}

export function addDays(date: CalendarDate, days: number): CalendarDate {
  const moved = new Date(Date.UTC(date.year, date.month - 1, date.day + days));
  return {
    year: moved.getUTCFullYear(),
    month: moved.getUTCMonth() + 1,
    day: moved.getUTCDate(),
  };
}

/** ISO 8601 weekday: Monday 1 to Sunday 7. */
export function isoWeekday(date: CalendarDate): number {
  return new Date(Date.UTC(date.year, date.month - 1, date.day)).getUTCDay() || 7;
}

/** The day with which its week begins; weeks begin with that ISO weekday, Monday 1 to Sunday 7. */
export function startOfWeek(date: CalendarDate, firstWeekday: number): CalendarDate {
  return addDays(date, -((isoWeekday(date) - firstWeekday + 7) % 7));
}

export function formatDate({ year, month, day }: CalendarDate): string {
  return `${String(year).padStart(4, '0')}-${pad(month)}-${pad(day)}`;
}

/** Reads `2026-11-23`; null for anything else, days that do not exist among it. */
export function parseDate(text: string): CalendarDate | null {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!parts) return null;
  const date = { year: Number(parts[1]), month: Number(parts[2]), day: Number(parts[3]) };
  return formatDate(addDays(date, 0)) === text ? date : null;
}

/** Minutes since midnight as the wall clock counts them. */
export function minuteOfDay(wall: WallTime): number {
  return wall.hour * 60 + wall.minute;
}

function startOfDay(date: CalendarDate, zone: ZoneId): Instant {
  return toInstant({ ...date, hour: 0, minute: 0, second: 0 }, zone);
}

/** Some zones once had offsets with seconds; tzOffset answers in minutes, with a fraction then. */
function offsetMs(zone: ZoneId, epochMs: number): number {
  const offsetMinutes = tzOffset(zone, new Date(epochMs));
  return Math.round(offsetMinutes * minuteMs);
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
