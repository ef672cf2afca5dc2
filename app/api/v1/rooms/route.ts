import { handle } from '@/app/api/v1/handle';
import { listRooms } from '@/lib/http/contract/places';
import { toCall } from '@/lib/http/server/call';
import { methods } from '@/lib/http/server/methods';
import { presentRoom } from '@/lib/http/server/presenters/room';

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: handle(listRooms, async ({ places }, input) => {
    const { q: text, cursor = null, limit, ...filter } = input.query;
    const { organisationId } = toCall(input).person;
    const page = await places.pageRooms({ ...filter, text, organisationId }, { cursor, limit });
    return { status: 200, body: { ...page, items: page.items.map(presentRoom) } };
  }),
});
