import { handle } from '@/app/api/v1/handle';
import { getMe } from '@/lib/http/contract/me';
import { toCall } from '@/lib/http/server/call';
import { methods } from '@/lib/http/server/methods';

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: handle(getMe, async (_foyer, input) => {
    const { id, email, name, role, locale, timeZone } = toCall(input).person;
    return { status: 200, body: { id, email, name, role, locale, timeZone } };
  }),
});
