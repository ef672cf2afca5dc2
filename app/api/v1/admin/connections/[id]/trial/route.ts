import { handle } from '@/app/api/v1/handle';
import { getTrial as endpoint } from '@/lib/http/contract/admin-connections';
import { toCall } from '@/lib/http/server/call';
import { methods } from '@/lib/http/server/methods';
import { presentTrial } from '@/lib/http/server/presenters/trial';
import { lastTrial } from '@/lib/services/trial/last-trial';

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: handle(endpoint, async (foyer, input) => {
    const trial = await lastTrial(foyer, input.params.id, toCall(input));
    return { status: 200, body: { trial: trial && presentTrial(trial) } };
  }),
});
