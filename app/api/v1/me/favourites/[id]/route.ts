import { handle } from '@/app/api/v1/handle';
import { addFavourite, removeFavourite } from '@/lib/http/contract/own-rooms';
import { toCall } from '@/lib/http/server/call';
import { methods } from '@/lib/http/server/methods';
import { findRoom } from '@/lib/services/find-room';

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  PUT: handle(addFavourite, async ({ places, favourites }, input) => {
    const call = toCall(input);
    const { id, organisationId } = await findRoom(places, input.params.id, call);
    await favourites.add({ organisationId, personId: call.person.id }, id);
    return { status: 204, body: null };
  }),
  DELETE: handle(removeFavourite, async ({ favourites }, input) => {
    const { organisationId, id } = toCall(input).person;
    await favourites.remove({ organisationId, personId: id }, input.params.id);
    return { status: 204, body: null };
  }),
});
