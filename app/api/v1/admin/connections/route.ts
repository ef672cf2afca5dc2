import { handle } from '@/app/api/v1/handle';
import {
  createConnection as create,
  listConnections as list,
} from '@/lib/http/contract/admin-connections';
import { toCall, wholeList } from '@/lib/http/server/call';
import { methods } from '@/lib/http/server/methods';
import { presentConnection } from '@/lib/http/server/presenters/connection';
import { createConnection } from '@/lib/services/manage-connections';

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: handle(list, async ({ connections }, input) => {
    const all = await connections.list(toCall(input).person.organisationId);
    return wholeList(all.map(presentConnection));
  }),
  POST: handle(create, async (foyer, input) => {
    const created = await createConnection(foyer, input.body, toCall(input));
    return { status: 201, body: presentConnection(created) };
  }),
});
