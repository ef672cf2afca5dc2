import { handle } from '@/app/api/v1/handle';
import { removeOwnToken } from '@/lib/auth/own-tokens';
import { removeToken } from '@/lib/http/contract/me';
import { toCall } from '@/lib/http/server/call';
import { methods } from '@/lib/http/server/methods';

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  DELETE: handle(removeToken, async (foyer, input) => {
    const { person, requestId } = toCall(input);
    await removeOwnToken(foyer, person, { tokenId: input.params.id, requestId });
    return { status: 204, body: null };
  }),
});
