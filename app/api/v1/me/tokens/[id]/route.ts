import { handle } from '@/app/api/v1/handle';
import { FoyerError } from '@/lib/core/errors';
import { removeToken } from '@/lib/http/contract/me';
import { toCall } from '@/lib/http/server/call';
import { methods } from '@/lib/http/server/methods';

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  DELETE: handle(removeToken, async ({ account }, input) => {
    const { person } = toCall(input);
    if (await account.removeToken(person.id, input.params.id)) return { status: 204, body: null };
    throw new FoyerError('not-found', 'You have no such token.');
  }),
});
