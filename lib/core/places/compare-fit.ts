import type { Room } from '@/lib/core/places/room';

/** Best fit first: the smallest room that is large enough, then building, floor and name. */
export function compareFit(a: Room, b: Room): number {
  return (
    a.capacity - b.capacity ||
    a.building.name.localeCompare(b.building.name) ||
    a.floor.level - b.floor.level ||
    a.name.localeCompare(b.name)
  );
}
