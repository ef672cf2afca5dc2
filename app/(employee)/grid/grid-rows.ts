import type { RoomAnswer } from '@/lib/http/contract/places';

/** One line of the grid: a floor's name, or a room under it. `row` counts the rooms alone. */
export type GridLine =
  | { readonly kind: 'floor'; readonly key: string; readonly floor: string }
  | {
      readonly kind: 'room';
      readonly key: string;
      readonly room: RoomAnswer;
      readonly row: number;
    };

/** Sorted rooms, each floor under a line of its own. */
export function gridLines(rooms: readonly RoomAnswer[]): readonly GridLine[] {
  const lines: GridLine[] = [];
  let floor: string | null = null;
  for (const [row, room] of rooms.entries()) {
    if (room.floor !== floor) {
      floor = room.floor;
      lines.push({ kind: 'floor', key: `floor ${room.floorLevel} ${floor}`, floor });
    }
    lines.push({ kind: 'room', key: room.id, room, row });
  }
  return lines;
}

/** Lowest floor first; names as people order them, so that 2 comes before 10. */
export function sortRooms(rooms: readonly RoomAnswer[]): readonly RoomAnswer[] {
  const { compare } = new Intl.Collator(undefined, { numeric: true });
  return [...rooms].sort(
    (a, b) => a.floorLevel - b.floorLevel || compare(a.floor, b.floor) || compare(a.name, b.name),
  );
}
