import { queryOptions } from '@tanstack/react-query';
import { sendForAnswer } from '@/lib/http/client/send';
import { getRoom, listBuildings, listFeatures, listRooms } from '@/lib/http/contract/places';

/** Buildings and equipment change rarely; a page that stays open asks again after this. */
const placesFreshMs = 5 * 60_000;

/** As many rooms as one answer may hold. */
const roomsPerPage = 1_000;

export function buildingsQuery() {
  return queryOptions({
    queryKey: ['buildings'],
    queryFn: async ({ signal }) => (await sendForAnswer(listBuildings, { signal })).items,
    staleTime: placesFreshMs,
  });
}

export function featuresQuery() {
  return queryOptions({
    queryKey: ['features'],
    queryFn: async ({ signal }) => (await sendForAnswer(listFeatures, { signal })).items,
    staleTime: placesFreshMs,
  });
}

export function roomQuery(roomId: string) {
  return queryOptions({
    queryKey: ['rooms', roomId],
    queryFn: ({ signal }) => sendForAnswer(getRoom, { params: { id: roomId }, signal }),
    staleTime: placesFreshMs,
  });
}

/** Every room of a building, however many pages that takes. */
export function roomsOfBuildingQuery(buildingId: string) {
  return queryOptions({
    queryKey: ['rooms', 'building', buildingId],
    queryFn: async ({ signal }) => {
      const first = await pageOfRooms(buildingId, undefined, signal);
      const rooms = [...first.items];
      let cursor = first.nextCursor;
      while (cursor !== null) {
        const next = await pageOfRooms(buildingId, cursor, signal);
        rooms.push(...next.items);
        cursor = next.nextCursor;
      }
      return rooms;
    },
    staleTime: placesFreshMs,
  });
}

function pageOfRooms(buildingId: string, cursor: string | undefined, signal: AbortSignal) {
  return sendForAnswer(listRooms, { query: { buildingId, cursor, limit: roomsPerPage }, signal });
}
