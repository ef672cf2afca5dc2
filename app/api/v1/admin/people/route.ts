import { handle } from '@/app/api/v1/handle';
import { formatInstant } from '@/lib/core/time/instant';
import { listPeople as endpoint } from '@/lib/http/contract/admin-people';
import { toCall, wholeList } from '@/lib/http/server/call';
import { methods } from '@/lib/http/server/methods';

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: handle(endpoint, async ({ leavers }, input) => {
    const people = await leavers.list(toCall(input).person.organisationId);
    const items = people.map(({ id, email, name, role, leavingAt }) => ({
      id,
      email,
      name,
      role,
      leavingAt: leavingAt && formatInstant(leavingAt),
    }));
    return wholeList(items);
  }),
});
