import { addMs, type Instant, instant, minuteMs } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';
import {
  type CalendarDate,
  dayWindow,
  minuteOfDay,
  toInstant,
  toWallTime,
} from '@/lib/core/time/wall-time';
import type { ZoneId } from '@/lib/core/time/zone';

export const quarterMs = 15 * minuteMs;
export const quartersPerHour = 4;

/** One day laid out from left to right in quarters of an hour that really pass: 92, 96 or 100. */
export interface DayAxis {
  readonly date: CalendarDate;
  readonly zone: ZoneId;
  readonly window: Interval;
  readonly quarters: number;
  readonly hours: readonly AxisHour[];
}

/** A full hour on the wall clock; an hour that occurs twice is there twice. */
export interface AxisHour {
  readonly at: Instant;
  readonly quarter: number;
  readonly span: number;
}

export function dayAxis(date: CalendarDate, zone: ZoneId): DayAxis {
  const window = dayWindow(date, zone);
  const quarters = Math.ceil((window.end - window.start) / quarterMs);
  const starts = Array.from({ length: quarters }, (_, quarter) => quarter).filter((quarter) =>
    isFullHour(addMs(window.start, quarter * quarterMs), zone),
  );
  const hours = starts.map((quarter, index) => ({
    quarter,
    at: addMs(window.start, quarter * quarterMs),
    span: (starts[index + 1] ?? quarters) - quarter,
  }));
  return { date, zone, window, quarters, hours };
}

/** How far into the day an instant is, in quarters with a fraction, kept within the day. */
export function positionOf({ window, quarters }: DayAxis, at: Instant): number {
  return Math.min(Math.max((at - window.start) / quarterMs, 0), quarters);
}

/** The quarter that an instant falls into, the nearest one when it is on another day. */
export function quarterAt(axis: DayAxis, at: Instant): number {
  return Math.min(Math.floor(positionOf(axis, at)), axis.quarters - 1);
}

/** The quarter in which clocks show that hour. */
export function quarterOfHour(axis: DayAxis, hour: number): number {
  return quarterAt(axis, toInstant({ ...axis.date, hour, minute: 0, second: 0 }, axis.zone));
}

export function quarterInterval({ window }: DayAxis, quarter: number): Interval {
  const start = addMs(window.start, quarter * quarterMs);
  return { start, end: instant(Math.min(start + quarterMs, window.end)) };
}

function isFullHour(at: Instant, zone: ZoneId): boolean {
  return minuteOfDay(toWallTime(at, zone)) % 60 === 0;
}
