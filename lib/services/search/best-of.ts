import { compareFit } from '@/lib/core/places/compare-fit';
import type { Room } from '@/lib/core/places/room';

/** A room and how well it answers: the smaller the better. */
export interface RankedRoom {
  readonly room: Room;
  readonly rank: number;
}

/**
 * The best, the best fit first among equals. Comparing names is what costs, so only those are
 * compared by name that can be among the best.
 */
export function bestOf<T extends RankedRoom>(candidates: readonly T[], most: number): readonly T[] {
  const byNumber = (a: T, b: T) => a.rank - b.rank || a.room.capacity - b.room.capacity;
  const sorted = [...candidates].sort(byNumber);
  const last = sorted[most - 1];
  const near = last ? sorted.filter((each) => byNumber(each, last) <= 0) : sorted;
  return near.sort((a, b) => a.rank - b.rank || compareFit(a.room, b.room)).slice(0, most);
}
