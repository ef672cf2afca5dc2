import { handle } from '@/app/api/v1/handle';
import { endSessions } from '@/lib/http/contract/me';
import { toCall } from '@/lib/http/server/call';
import { methods } from '@/lib/http/server/methods';

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  DELETE: handle(endSessions, async ({ account }, input) => {
    await account.endSessions(toCall(input).person.id);
    return { status: 204, body: null };
  }),
});
