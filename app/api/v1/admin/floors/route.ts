import { handle } from '@/app/api/v1/handle';
import { adminFloors as endpoints } from '@/lib/http/contract/admin-places';
import { toCall, wholeList } from '@/lib/http/server/call';
import { methods } from '@/lib/http/server/methods';

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: handle(endpoints.list, async ({ managers }, input) =>
    wholeList(await managers.floors.list(toCall(input))),
  ),
  POST: handle(endpoints.create, async ({ managers }, input) => {
    const created = await managers.floors.create(input.body, toCall(input));
    return { status: 201, body: created };
  }),
});
