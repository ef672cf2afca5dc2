import { handle } from '@/app/api/v1/handle';
import { getOwnRooms } from '@/lib/http/contract/own-rooms';
import { toCall } from '@/lib/http/server/call';
import { methods } from '@/lib/http/server/methods';
import { roomsOfPerson } from '@/lib/services/rooms-of-person';

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: handle(getOwnRooms, async (foyer, input) => {
    const { favourites, recent } = await roomsOfPerson(foyer, toCall(input));
    return { status: 200, body: { favourites, recent } };
  }),
});
