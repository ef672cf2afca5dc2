import { randomBytes } from 'node:crypto';
import { handle } from '@/app/api/v1/handle';
import { makeOwnToken } from '@/lib/auth/own-tokens';
import { createToken, listTokens } from '@/lib/http/contract/me';
import { toCall, toCaller, wholeList } from '@/lib/http/server/call';
import { methods } from '@/lib/http/server/methods';
import { presentToken } from '@/lib/http/server/presenters/account';

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: handle(listTokens, async ({ account }, input) => {
    const tokens = await account.listTokens(toCall(input).person.id);
    return wholeList(tokens.map(presentToken));
  }),
  POST: handle(createToken, async ({ account, audit, clock }, input) => {
    const { body, requestId } = input;
    const deps = { account, audit, clock, randomBytes };
    const made = await makeOwnToken(deps, toCaller(input), { ...body, requestId });
    return { status: 201, body: { ...presentToken(made), token: made.token } };
  }),
});
