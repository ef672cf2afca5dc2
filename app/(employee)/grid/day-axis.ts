import { usualZoom, type Zoom } from '@/app/(employee)/grid/zoom';
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

/** What times of bookings are rounded to, however near the grid is seen. */
export const quarterMs = 15 * minuteMs;

/** One day laid out from left to right in cells of time that really passes: 23, 24 or 25 hours. */
export interface DayAxis {
  readonly date: CalendarDate;
  readonly zone: ZoneId;
  readonly window: Interval;
  readonly zoom: Zoom;
  readonly cellMs: number;
  readonly cells: number;
  readonly hours: readonly AxisHour[];
}

/** A full hour on the wall clock; an hour that occurs twice is there twice. */
export interface AxisHour {
  readonly at: Instant;
  /** Where it begins and how long it is, in cells; a fraction where clocks change by half an hour. */
  readonly cell: number;
  readonly span: number;
}

export function dayAxis(date: CalendarDate, zone: ZoneId, zoom: Zoom = usualZoom): DayAxis {
  const window = dayWindow(date, zone);
  const cellMs = zoom * minuteMs;
  const cells = Math.ceil((window.end - window.start) / cellMs);
  return { date, zone, window, zoom, cellMs, cells, hours: hoursOf(window, zone, cellMs) };
}

/** How far into the day an instant is, in cells with a fraction, kept within the day. */
export function positionOf({ window, cellMs }: DayAxis, at: Instant): number {
  return (Math.min(Math.max(at, window.start), window.end) - window.start) / cellMs;
}

/** The cell that an instant falls into, the nearest one when it is on another day. */
export function cellAt(axis: DayAxis, at: Instant): number {
  return Math.min(Math.floor(positionOf(axis, at)), axis.cells - 1);
}

/** The cell in which clocks show that hour. */
export function cellOfHour(axis: DayAxis, hour: number): number {
  return cellAt(axis, toInstant({ ...axis.date, hour, minute: 0, second: 0 }, axis.zone));
}

export function cellInterval({ window, cellMs }: DayAxis, cell: number): Interval {
  const start = addMs(window.start, cell * cellMs);
  return { start, end: instant(Math.min(start + cellMs, window.end)) };
}

function hoursOf(window: Interval, zone: ZoneId, cellMs: number): readonly AxisHour[] {
  const quarters = Math.ceil((window.end - window.start) / quarterMs);
  const starts = Array.from({ length: quarters }, (_, quarter) =>
    addMs(window.start, quarter * quarterMs),
  ).filter((at) => isFullHour(at, zone));
  return starts.map((at, index) => ({
    at,
    cell: (at - window.start) / cellMs,
    span: ((starts[index + 1] ?? window.end) - at) / cellMs,
  }));
}

function isFullHour(at: Instant, zone: ZoneId): boolean {
  return minuteOfDay(toWallTime(at, zone)) % 60 === 0;
}
