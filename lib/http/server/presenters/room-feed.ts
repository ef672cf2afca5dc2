import { formatInstant } from '@/lib/core/time/instant';
import type { RoomFeed } from '@/lib/db/feed-ports';

export function presentRoomFeed({ createdAt, lastReadAt }: RoomFeed) {
  return {
    createdAt: formatInstant(createdAt),
    lastReadAt: lastReadAt && formatInstant(lastReadAt),
  };
}

/** What a person gives to their calendar program. */
export function feedAddress(origin: string, roomId: string, secret: string): string {
  return `${origin}/api/v1/rooms/${encodeURIComponent(roomId)}/calendar.ics?token=${secret}`;
}
