import { type Availability, isFree } from '@/lib/core/availability/busy';
import { findSlot } from '@/lib/core/availability/find-slot';
import type { Suggestion, SuggestionReason } from '@/lib/core/errors';
import type { Room } from '@/lib/core/places/room';
import { addMs, hourMs, type Instant } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';

/** A room with what is known of it around the wanted time. */
export interface Candidate {
  readonly room: Room;
  readonly availability: Availability;
}

/** How far from the wanted start another time still helps. */
export const suggestionReachMs = 4 * hourMs;
const mostSuggestions = 3;

/**
 * Up to three ways out when `wanted` is not to be had in `room`: other rooms at the same time, the
 * nearest first, and the same room at the next free time. What is unknown is never suggested.
 */
export function suggestInstead(
  wanted: Interval,
  room: Room,
  candidates: readonly Candidate[],
): readonly Suggestion[] {
  const others = candidates
    .filter(({ room: other, availability }) => other.id !== room.id && isFree(availability, wanted))
    .map(({ room: other }) => other)
    .sort((a, b) => distance(room, a) - distance(room, b) || a.name.localeCompare(b.name))
    .map((other) => ({ ...wanted, roomId: other.id, reason: nearness(room, other) }));
  const own = candidates.find((candidate) => candidate.room.id === room.id);
  const next = own ? nextTime(own, wanted) : null;
  // A room that refuses although its calendar is free at that time is no way out at that time.
  const later = next && next.start > wanted.start ? next : null;
  const ranked = later ? [...others.slice(0, mostSuggestions - 1), later] : others;
  return ranked.slice(0, mostSuggestions);
}

/**
 * Up to three suggestions for a search: of `free` rooms (best fit first) the best, and a larger one;
 * and when too little is free, the next free time of rooms that fit.
 */
export function suggestForSearch(
  wanted: Interval,
  free: readonly Room[],
  taken: readonly Candidate[],
): readonly Suggestion[] {
  const [best, ...rest] = free;
  const larger = best && rest.find((room) => room.capacity > best.capacity);
  const laters = taken
    .map((candidate) => nextTime(candidate, wanted))
    .filter((suggestion) => suggestion !== null)
    .sort((a, b) => a.start - b.start);
  return [
    ...(best ? [{ ...wanted, roomId: best.id, reason: 'best-fit' as const }] : []),
    ...(larger ? [{ ...wanted, roomId: larger.id, reason: 'larger-room' as const }] : []),
    ...laters,
  ].slice(0, mostSuggestions);
}

/** The same room as soon as it is free for as long, within reach of the wanted time. */
export function nextTime({ room, availability }: Candidate, wanted: Interval): Suggestion | null {
  if (availability.status === 'unknown') return null;
  const slot = findSlot(reachFrom(wanted.start, wanted), availability.busy, lengthOf(wanted));
  return slot && { ...slot, roomId: room.id, reason: 'same-room-later' };
}

/** What must be known to suggest another time: from the wanted start as far as help reaches. */
export function reachFrom(start: Instant, wanted: Interval): Interval {
  return { start, end: addMs(wanted.end, suggestionReachMs) };
}

/**
 * What every time within reach has in common: a room that is taken in this rest of the wanted time has
 * no next time. Null where wanted is not longer than help reaches.
 */
export function restWithinReach(wanted: Interval): Interval | null {
  const start = addMs(wanted.start, suggestionReachMs);
  return start < wanted.end ? { start, end: wanted.end } : null;
}

function lengthOf(wanted: Interval): number {
  return wanted.end - wanted.start;
}

/** Smaller is nearer: first the building, then floors, then how much larger or smaller. */
function distance(from: Room, to: Room): number {
  const elsewhere = from.building.id === to.building.id ? 0 : 1_000_000;
  const floors = Math.abs(from.floor.level - to.floor.level) * 1_000;
  const size = to.capacity < from.capacity ? (from.capacity - to.capacity) * 20 : 0;
  return elsewhere + floors + size + Math.max(0, to.capacity - from.capacity);
}

function nearness(from: Room, to: Room): SuggestionReason {
  if (from.building.id !== to.building.id) return 'other-building';
  const floors = Math.abs(from.floor.level - to.floor.level);
  if (floors === 0) return 'same-floor';
  return floors === 1 ? 'near-floor' : 'same-building';
}
