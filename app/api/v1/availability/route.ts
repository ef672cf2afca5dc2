import { handle } from '@/app/api/v1/handle';
import { getAvailability as endpoint } from '@/lib/http/contract/availability';
import { toCall } from '@/lib/http/server/call';
import { methods } from '@/lib/http/server/methods';
import { writeAvailability } from '@/lib/http/server/presenters/write-availability';
import { getAvailability } from '@/lib/services/get-availability';

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: handle(endpoint, async (foyer, input) => {
    const { start, end, roomIds, buildingId, fresh } = input.query;
    const request = { roomIds, buildingId, window: { start, end }, fresh: fresh === 'live' };
    const call = toCall(input);
    return writeAvailability(await getAvailability(foyer, request, call), call.person);
  }),
});
