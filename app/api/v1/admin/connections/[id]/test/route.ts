import { handle } from '@/app/api/v1/handle';
import { testConnection as endpoint } from '@/lib/http/contract/admin-connections';
import { toCall } from '@/lib/http/server/call';
import { methods } from '@/lib/http/server/methods';
import { presentTestResult } from '@/lib/http/server/presenters/test-result';
import { findConnection } from '@/lib/services/manage-connections';
import { testConnection } from '@/lib/services/test-connection';

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: handle(endpoint, async (foyer, input) => {
    const call = toCall(input);
    const connection = await findConnection(foyer, input.params.id, call);
    const writes = input.body?.write ?? false;
    const result = await testConnection(foyer, { connection, writes }, call);
    return { status: 200, body: presentTestResult(result) };
  }),
});
