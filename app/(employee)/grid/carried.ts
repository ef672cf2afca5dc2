import type { DayAxis } from '@/app/(employee)/grid/day-axis';
import { isTaken, type Stretch } from '@/app/(employee)/grid/room-day';
import { addMs, type Instant, instant } from '@/lib/core/time/instant';
import { type Interval, overlaps } from '@/lib/core/time/interval';

/** A stretch of time in a room. */
export interface GridSlot extends Interval {
  readonly roomId: string;
}

/** Where a booking is held: by its middle it moves, by an edge it becomes longer or shorter. */
export type Grip = 'whole' | 'start' | 'end';

/** An own booking that is taken up; where it was it stays until another place is certain. */
export interface Carried extends GridSlot {
  readonly bookingId: string;
  readonly title: string;
  readonly from: GridSlot;
  /** The new place has been asked for and nothing is certain yet. */
  readonly isSending: boolean;
}

/** Where a slot comes to when it is shifted by so many cells: snapped to them, within the day. */
export function shifted(
  axis: DayAxis,
  { start, end }: Interval,
  grip: Grip,
  byCells: number,
): Interval {
  if (byCells === 0) return { start, end };
  const { window, cellMs } = axis;
  const lengthMs = end - start;
  // What is shorter than a cell already stays as long as it is.
  const leastMs = Math.min(cellMs, lengthMs);
  const shift = (edge: Instant) => snapped(axis, addMs(edge, byCells * cellMs));
  if (grip === 'start') {
    return { start: between(shift(start), window.start, addMs(end, -leastMs)), end };
  }
  if (grip === 'end') {
    return { start, end: between(shift(end), addMs(start, leastMs), window.end) };
  }
  const from = between(shift(start), window.start, addMs(window.end, -lengthMs));
  return { start: from, end: addMs(from, lengthMs) };
}

/** What is in the way of a booking at that time; its own old place is not. Null: nothing. */
export function obstacleTo(
  day: readonly Stretch[],
  wanted: Interval,
  bookingId: string | null,
): Stretch | null {
  const isOpen = (stretch: Stretch) =>
    stretch.state === 'free' ||
    (isTaken(stretch) && bookingId !== null && stretch.bookingId === bookingId);
  return day.find((stretch) => overlaps(stretch, wanted) && !isOpen(stretch)) ?? null;
}

export function isSameSlot(one: GridSlot, other: GridSlot): boolean {
  return one.roomId === other.roomId && one.start === other.start && one.end === other.end;
}

function snapped({ window, cellMs }: DayAxis, at: Instant): Instant {
  const cells = Math.round((at - window.start) / cellMs);
  return addMs(window.start, cells * cellMs);
}

function between(at: Instant, least: Instant, most: Instant): Instant {
  return instant(Math.max(least, Math.min(at, most)));
}
