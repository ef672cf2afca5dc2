import { handle } from '@/app/api/v1/handle';
import {
  getConnection as get,
  deleteConnection as remove,
  updateConnection as update,
} from '@/lib/http/contract/admin-connections';
import { toCall } from '@/lib/http/server/call';
import { methods } from '@/lib/http/server/methods';
import { presentConnection } from '@/lib/http/server/presenters/connection';
import {
  findConnection,
  removeConnection,
  updateConnection,
} from '@/lib/services/manage-connections';

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: handle(get, async (foyer, input) => {
    const found = await findConnection(foyer, input.params.id, toCall(input));
    return { status: 200, body: presentConnection(found) };
  }),
  PATCH: handle(update, async (foyer, input) => {
    const updated = await updateConnection(foyer, input.params.id, input.body, toCall(input));
    return { status: 200, body: presentConnection(updated) };
  }),
  DELETE: handle(remove, async (foyer, input) => {
    await removeConnection(foyer, input.params.id, toCall(input));
    return { status: 204, body: null };
  }),
});
