import { handle } from '@/app/api/v1/handle';
import { putLogo, removeLogo as remove } from '@/lib/http/contract/appearance';
import { toCall } from '@/lib/http/server/call';
import { methods } from '@/lib/http/server/methods';
import { presentAppearance } from '@/lib/http/server/presenters/appearance';
import { removeLogo, replaceLogo } from '@/lib/services/manage-appearance';

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  PUT: handle(putLogo, async (foyer, input) => {
    const changed = await replaceLogo(foyer, input.body, toCall(input));
    return { status: 200, body: presentAppearance(changed) };
  }),
  DELETE: handle(remove, async (foyer, input) => {
    await removeLogo(foyer, toCall(input));
    return { status: 204, body: null };
  }),
});
