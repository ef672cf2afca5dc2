import { createHash } from 'node:crypto';
import type { SearchAnswer } from '@/lib/core/availability/search-answer';
import type { Room } from '@/lib/core/places/room';
import type { WrittenReply } from '@/lib/http/server/handle';
import { presentRoom } from '@/lib/http/server/presenters/room';
import { presentHit, presentSearch } from '@/lib/http/server/presenters/search';

/** Rooms stay the same objects for as long as nothing about them changes. */
const writtenRooms = new WeakMap<Room, string>();

/** The answer of `searchRooms` as text; a test holds it to `presentSearch` and the contract. */
export function writeSearch(answer: SearchAnswer): WrittenReply {
  const items = answer.results.map((result) => {
    const hit = JSON.stringify(presentHit(result));
    return `{"room":${writeRoom(result.room)},${hit.slice(1)}`;
  });
  const { matching, suggestions } = presentSearch({ ...answer, results: [] });
  const rest = JSON.stringify({ matching, suggestions });
  const text = `{"items":[${items.join(',')}],${rest.slice(1)}`;
  return { text, etag: `W/"${createHash('sha1').update(text).digest('base64url')}"` };
}

function writeRoom(room: Room): string {
  const known = writtenRooms.get(room);
  if (known !== undefined) return known;
  const text = JSON.stringify(presentRoom(room));
  writtenRooms.set(room, text);
  return text;
}
