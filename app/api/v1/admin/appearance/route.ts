import { handle } from '@/app/api/v1/handle';
import { getAppearance, updateAppearance } from '@/lib/http/contract/appearance';
import { toCall } from '@/lib/http/server/call';
import { methods } from '@/lib/http/server/methods';
import { presentAppearance } from '@/lib/http/server/presenters/appearance';
import { changeAppearance } from '@/lib/services/manage-appearance';

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: handle(getAppearance, async ({ appearances }, input) => {
    const appearance = await appearances.read(toCall(input).person.organisationId);
    return { status: 200, body: presentAppearance(appearance) };
  }),
  PATCH: handle(updateAppearance, async (foyer, input) => {
    const changed = await changeAppearance(foyer, input.body, toCall(input));
    return { status: 200, body: presentAppearance(changed) };
  }),
});
