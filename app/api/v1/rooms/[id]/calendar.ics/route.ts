import { getContainer } from '@/lib/container';
import { getRoomCalendar } from '@/lib/http/contract/room-feeds';
import { createStreamHandle } from '@/lib/http/server/handle';
import { methods } from '@/lib/http/server/methods';
import { replyWithRoomCalendar } from '@/lib/http/server/reply-with-room-calendar';

const handle = createStreamHandle(getContainer);

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: handle(getRoomCalendar, replyWithRoomCalendar),
});
