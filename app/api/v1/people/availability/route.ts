import { handle } from '@/app/api/v1/handle';
import { getPeopleAvailability as endpoint } from '@/lib/http/contract/people';
import { toCall } from '@/lib/http/server/call';
import { methods } from '@/lib/http/server/methods';
import { presentPerson } from '@/lib/http/server/presenters/people';
import { getPeopleAvailability } from '@/lib/services/get-people-availability';

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: handle(endpoint, async (foyer, input) => {
    const { roomId, emails, start, end } = input.body;
    const request = { roomId, emails, window: { start, end } };
    const people = await getPeopleAvailability(foyer, request, toCall(input));
    return { status: 200, body: { items: people.map(presentPerson) } };
  }),
});
