import { randomBytes } from 'node:crypto';
import { handle } from '@/app/api/v1/handle';
import { makeRoomFeed, ownerOf, removeRoomFeed } from '@/lib/auth/room-feed';
import {
  createRoomFeed,
  getRoomFeed,
  removeRoomFeed as remove,
} from '@/lib/http/contract/room-feeds';
import { toCall, toCaller } from '@/lib/http/server/call';
import { methods } from '@/lib/http/server/methods';
import { feedAddress, presentRoomFeed } from '@/lib/http/server/presenters/room-feed';
import { findRoom } from '@/lib/services/find-room';

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: handle(getRoomFeed, async ({ places, feeds }, input) => {
    const call = toCall(input);
    const room = await findRoom(places, input.params.id, call);
    const feed = await feeds.find(ownerOf(call.person, room.id));
    return { status: 200, body: { feed: feed && presentRoomFeed(feed) } };
  }),
  POST: handle(createRoomFeed, async ({ places, feeds, audit, clock }, input) => {
    const { requestId, origin } = input;
    const { id: roomId } = await findRoom(places, input.params.id, toCall(input));
    const deps = { feeds, audit, clock, randomBytes };
    const made = await makeRoomFeed(deps, toCaller(input), { roomId, requestId });
    const url = feedAddress(origin, roomId, made.secret);
    return { status: 201, body: { ...presentRoomFeed(made), url } };
  }),
  DELETE: handle(remove, async (foyer, input) => {
    const { person, requestId } = toCall(input);
    await removeRoomFeed(foyer, person, { roomId: input.params.id, requestId });
    return { status: 204, body: null };
  }),
});
