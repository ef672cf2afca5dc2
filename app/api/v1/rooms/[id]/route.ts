import { handle } from '@/app/api/v1/handle';
import { getRoom } from '@/lib/http/contract/places';
import { toCall } from '@/lib/http/server/call';
import { methods } from '@/lib/http/server/methods';
import { presentRoom } from '@/lib/http/server/presenters/room';
import { findRoom } from '@/lib/services/find-room';
import { findTeller } from '@/lib/services/invitations/find-teller';
import { tellsOfPeople } from '@/lib/services/tells-of-people';

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: handle(getRoom, async (foyer, input) => {
    const room = await findRoom(foyer.places, input.params.id, toCall(input));
    const [invitations, ofPeople] = await Promise.all([
      findTeller(foyer, room),
      tellsOfPeople(foyer, room),
    ]);
    return { status: 200, body: { ...presentRoom(room), invitations, tellsOfPeople: ofPeople } };
  }),
});
