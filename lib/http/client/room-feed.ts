import { queryOptions } from '@tanstack/react-query';
import { send, sendForAnswer } from '@/lib/http/client/send';
import * as endpoints from '@/lib/http/contract/room-feeds';

/** Whether the reader has an address for that room in calendar programs; null: none. */
export function roomFeedQuery(roomId: string) {
  return queryOptions({
    queryKey: ['room-feed', roomId],
    queryFn: async ({ signal }) => {
      const params = { id: roomId };
      return (await sendForAnswer(endpoints.getRoomFeed, { params, signal })).feed;
    },
  });
}

/**
 * Makes that address; a former one ends, and only this answer has it.
 * @throws RequestFailure
 */
export function createRoomFeed(roomId: string) {
  return sendForAnswer(endpoints.createRoomFeed, { params: { id: roomId } });
}

/** @throws RequestFailure */
export async function removeRoomFeed(roomId: string): Promise<void> {
  await send(endpoints.removeRoomFeed, { params: { id: roomId } });
}
