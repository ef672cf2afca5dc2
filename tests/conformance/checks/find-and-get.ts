import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import {
  type Check,
  call,
  draftOf,
  failure,
  oneRoom,
  outside,
  roomsOf,
  span,
} from '@/tests/conformance/checks/check';

const noon = span('2027-03-02T12:00:00Z', 60);

export const findAndGetChecks: readonly Check[] = [
  {
    name: 'a uid that is nowhere is found as null',
    async run(ctx) {
      const room = await oneRoom(ctx);
      await ctx.backend.doCreate(draftOf([room], noon), call());
      const found = await ctx.backend.doFindByUid({ rooms: [room], uid: 'none@example' }, call());
      assert.equal(found, null);
    },
  },
  {
    name: 'an event is found by its uid, with a reference that works',
    async run(ctx) {
      const room = await oneRoom(ctx);
      const draft = draftOf([room], noon);
      await ctx.backend.doCreate(draft, call());
      const found = await ctx.backend.doFindByUid({ rooms: [room], uid: draft.uid }, call());
      assert.ok(found);
      assert.equal(found.ref.uid, draft.uid);
      assert.deepEqual([found.start, found.end], [noon.start, noon.end]);
      await ctx.backend.doCancel(found.ref, 'all', call());
      assert.deepEqual(await ctx.harness.peek(room), []);
    },
  },
  {
    name: 'an event of others is found by its uid, whatever signs are in it',
    async run(ctx) {
      const room = await oneRoom(ctx);
      for (const [index, uid] of [
        `plain-${randomUUID()}`,
        `é è %2F/&<ü> 会議 #? ${randomUUID()}`,
      ].entries()) {
        const event = outside(span(`2027-03-02T0${index}:00:00Z`, 60), { uid });
        await ctx.harness.writeOutside(room, event);
        const found = await ctx.backend.doFindByUid({ rooms: [room], uid }, call());
        assert.equal(found?.ref.uid, uid);
        assert.equal(found?.start, event.start);
      }
    },
  },
  {
    name: 'an event is found in whichever of the rooms it is, and not in others',
    async run(ctx) {
      const [first, second, third] = await roomsOf(ctx, 3);
      assert.ok(first && second && third);
      const draft = draftOf([second], noon);
      await ctx.backend.doCreate(draft, call());
      const among = { rooms: [first, second], uid: draft.uid };
      assert.equal((await ctx.backend.doFindByUid(among, call()))?.ref.uid, draft.uid);
      const elsewhere = { rooms: [first, third], uid: draft.uid };
      assert.equal(await ctx.backend.doFindByUid(elsewhere, call()), null);
    },
  },
  {
    name: 'a cancelled event is found as null',
    async run(ctx) {
      const room = await oneRoom(ctx);
      const draft = draftOf([room], noon);
      await ctx.backend.doCancel(await ctx.backend.doCreate(draft, call()), 'all', call());
      const query = { rooms: [room], uid: draft.uid };
      assert.equal(await ctx.backend.doFindByUid(query, call()), null);
    },
  },
  {
    name: 'looking for a uid in a room that does not exist is a failure, not null',
    async run(ctx) {
      const query = { rooms: [ctx.harness.missingRoom()], uid: 'none@example' };
      await failure(ctx.backend.doFindByUid(query, call()), 'room-not-found');
    },
  },
  {
    name: 'looking for a uid on a server that is down is a failure, not null',
    async run(ctx) {
      const room = await oneRoom(ctx);
      ctx.defer(await ctx.harness.cutOff());
      const query = { rooms: [room], uid: 'none@example' };
      await failure(ctx.backend.doFindByUid(query, call()), 'unavailable');
    },
  },
  {
    name: 'an event tells the answer of its room',
    async run(ctx) {
      const room = await oneRoom(ctx);
      const ref = await ctx.backend.doCreate(draftOf([room], noon), call());
      const { answers, kind } = await ctx.backend.doGet(ref, call());
      const later = ctx.capabilities.roomAnswer === 'later';
      const answer = later ? (ctx.harness.roomsAnswer ?? 'pending') : 'accepted';
      assert.deepEqual(answers, [{ roomId: room.roomId, answer }]);
      assert.equal(kind, answer === 'pending' ? 'tentative' : 'busy');
    },
  },
  {
    name: 'an event that was removed is event-not-found',
    async run(ctx) {
      const room = await oneRoom(ctx);
      const ref = await ctx.backend.doCreate(draftOf([room], noon), call());
      await ctx.harness.removeOutside(room, ref.uid);
      await failure(ctx.backend.doGet(ref, call()), 'event-not-found');
    },
  },
];
