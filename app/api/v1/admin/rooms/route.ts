import { handle } from '@/app/api/v1/handle';
import { adminRooms as endpoints } from '@/lib/http/contract/admin-places';
import { toCall, wholeList } from '@/lib/http/server/call';
import { methods } from '@/lib/http/server/methods';
import { createRoom } from '@/lib/services/create-room';

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: handle(endpoints.list, async ({ managers }, input) =>
    wholeList(await managers.rooms.list(toCall(input))),
  ),
  POST: handle(endpoints.create, async (foyer, input) => {
    const created = await createRoom(foyer.managers, input.body, toCall(input));
    return { status: 201, body: created };
  }),
});
