import { handle } from '@/app/api/v1/handle';
import { changeMe, getMe } from '@/lib/http/contract/me';
import { toCall } from '@/lib/http/server/call';
import { methods } from '@/lib/http/server/methods';
import { presentMe } from '@/lib/http/server/presenters/account';

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: handle(getMe, async (_foyer, input) => ({
    status: 200,
    body: presentMe(toCall(input).person),
  })),
  PATCH: handle(changeMe, async ({ account }, input) => {
    const changed = await account.changeSettings(toCall(input).person.id, input.body);
    return { status: 200, body: presentMe(changed) };
  }),
});
