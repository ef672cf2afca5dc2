import { handle } from '@/app/api/v1/handle';
import { discoverRooms as endpoint } from '@/lib/http/contract/admin-connections';
import { toCall } from '@/lib/http/server/call';
import { methods } from '@/lib/http/server/methods';
import { presentRoomListing } from '@/lib/http/server/presenters/room-listing';
import { findConnection } from '@/lib/services/manage-connections';

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: handle(endpoint, async (foyer, input) => {
    const call = toCall(input);
    const { id, kind, revision } = await findConnection(foyer, input.params.id, call);
    const listing = await foyer.calendar.listRooms({ id, kind, revision }, call);
    return { status: 200, body: presentRoomListing(listing) };
  }),
});
