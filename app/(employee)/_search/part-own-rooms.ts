import type { OwnRooms } from '@/lib/http/contract/own-rooms';
import type { SearchHit } from '@/lib/http/contract/search';

export interface PartedHits {
  /** Favourites, then what was booked of late; each in the order of the search. */
  readonly own: readonly SearchHit[];
  readonly others: readonly SearchHit[];
}

/** Parts what was found into the reader's own rooms and all others; a room is in one of them only. */
export function partOwnRooms(hits: readonly SearchHit[], rooms: OwnRooms | undefined): PartedHits {
  if (!rooms) return { own: [], others: hits };
  const favourites = new Set(rooms.favourites);
  const recent = new Set(rooms.recent);
  const isRecent = ({ room }: SearchHit) => recent.has(room.id) && !favourites.has(room.id);
  return {
    own: [...hits.filter(({ room }) => favourites.has(room.id)), ...hits.filter(isRecent)],
    others: hits.filter(({ room }) => !favourites.has(room.id) && !recent.has(room.id)),
  };
}
