import type { Instant } from '@/lib/core/time/instant';
import { byStart, clip, type Interval, overlaps } from '@/lib/core/time/interval';

/** How an event weighs on a room. Both kinds make the room not available. */
export type BusyKind = 'busy' | 'tentative';

/** A stretch in which a room is taken. `uid` is the event's, where the calendar tells it. */
export interface BusyInterval extends Interval {
  readonly kind: BusyKind;
  readonly uid?: string;
}

/** A stretch in which a person is taken, and nothing of what takes them. */
export type PersonBusy = Omit<BusyInterval, 'uid'>;

/** Why a room's calendar could not be read, as a closed list that the interface has words for. */
export const unknownReasons = [
  'unreachable',
  'timeout',
  'throttled',
  'access-refused',
  'room-missing',
  'unreadable',
  'too-old',
] as const;
export type UnknownReason = (typeof unknownReasons)[number];

/** What is known of a room in a window. Nobody may read an unknown room as free. */
export type Availability =
  | { readonly status: 'known'; readonly asOf: Instant; readonly busy: readonly BusyInterval[] }
  | { readonly status: 'unknown'; readonly asOf: Instant; readonly reason: UnknownReason };

/** Clipped to the window and sorted by start; pieces outside the window are dropped. */
export function withinWindow<T extends Interval>(
  pieces: readonly T[],
  window: Interval,
): readonly T[] {
  return pieces
    .map((piece) => clip(piece, window))
    .filter((piece) => piece !== null)
    .sort(byStart);
}

/** True, false, or null when it is not known; null is never to be shown as free. */
export function isFree(availability: Availability, wanted: Interval): boolean | null {
  if (availability.status === 'unknown') return null;
  return !availability.busy.some((piece) => overlaps(piece, wanted));
}

/** The start of the next busy stretch at or after `from`; null when none is known. */
export function freeUntil(busy: readonly BusyInterval[], from: Instant): Instant | null {
  const later = busy.filter((piece) => piece.end > from).map((piece) => piece.start);
  const next = later.length > 0 ? (Math.min(...later) as Instant) : null;
  return next !== null && next <= from ? from : next;
}
