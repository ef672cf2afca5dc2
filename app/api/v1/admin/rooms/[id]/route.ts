import { handle } from '@/app/api/v1/handle';
import { adminRooms as endpoints } from '@/lib/http/contract/admin-places';
import { toCall } from '@/lib/http/server/call';
import { methods } from '@/lib/http/server/methods';

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: handle(endpoints.get, async ({ managers }, input) => {
    const found = await managers.rooms.get(input.params.id, toCall(input));
    return { status: 200, body: found };
  }),
  PATCH: handle(endpoints.update, async ({ managers }, input) => {
    const updated = await managers.rooms.update(input.params.id, input.body, toCall(input));
    return { status: 200, body: updated };
  }),
  DELETE: handle(endpoints.remove, async ({ managers }, input) => {
    await managers.rooms.remove(input.params.id, toCall(input));
    return { status: 204, body: null };
  }),
});
