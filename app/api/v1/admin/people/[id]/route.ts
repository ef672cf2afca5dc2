import { handle } from '@/app/api/v1/handle';
import { removePerson as endpoint } from '@/lib/http/contract/admin-people';
import { toCall } from '@/lib/http/server/call';
import { methods } from '@/lib/http/server/methods';
import { removePerson } from '@/lib/services/leavers/remove-person';

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  DELETE: handle(endpoint, async (foyer, input) => {
    await removePerson(foyer, input.params.id, toCall(input));
    return { status: 204, body: null };
  }),
});
