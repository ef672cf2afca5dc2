import assert from 'node:assert/strict';
import type { Capabilities } from '@/lib/calendar/capabilities';
import { addMs, hourMs } from '@/lib/core/time/instant';
import {
  type Check,
  call,
  draftOf,
  eventsOf,
  oneRoom,
  outside,
  refusal,
  span,
} from '@/tests/conformance/checks/check';

const noon = span('2027-03-02T12:00:00Z', 60);
const day = span('2027-03-02T00:00:00Z', 24 * 60);

/** Whether an overlapping write is refused, rather than declined later or let in. */
function refusesAtOnce({ referee, roomAnswer }: Capabilities): boolean {
  return referee === 'server' && roomAnswer === 'immediate';
}

export const refereeChecks: readonly Check[] = [
  {
    name: 'an event over another is a conflict where the server is the referee, and lands elsewhere',
    async run(ctx) {
      const room = await oneRoom(ctx);
      await ctx.harness.writeOutside(room, outside(span('2027-03-02T12:30:00Z', 60)));
      const creating = ctx.backend.doCreate(draftOf([room], noon), call());
      if (refusesAtOnce(ctx.capabilities)) {
        await refusal(creating, 'conflict');
        assert.equal((await ctx.harness.peek(room)).length, 1);
      } else {
        await creating;
        assert.equal((await eventsOf(ctx, room, day)).length, 2);
      }
    },
  },
  {
    name: 'events that touch do not conflict',
    async run(ctx) {
      const room = await oneRoom(ctx);
      await ctx.harness.writeOutside(room, outside(span('2027-03-02T11:00:00Z', 60)));
      await ctx.harness.writeOutside(room, outside(span('2027-03-02T13:00:00Z', 60)));
      await ctx.backend.doCreate(draftOf([room], noon), call());
      assert.equal((await ctx.harness.peek(room)).length, 3);
    },
  },
  {
    name: 'what takes no time conflicts with nothing',
    async run(ctx) {
      const room = await oneRoom(ctx);
      await ctx.harness.writeOutside(room, outside(noon, { kind: 'free' }));
      await ctx.harness.writeOutside(room, outside(noon, { roomAnswer: 'declined' }));
      await ctx.backend.doCreate(draftOf([room], noon), call());
      assert.equal((await ctx.harness.peek(room)).length, 3);
    },
  },
  {
    name: 'of two events created at once in one slot exactly one lands where the server is the referee',
    async run(ctx) {
      const room = await oneRoom(ctx);
      const attempts = Array.from({ length: 2 }, () =>
        ctx.backend.doCreate(draftOf([room], noon), call()),
      );
      const results = await Promise.allSettled(attempts);
      const refused = results.filter((result) => result.status === 'rejected');
      for (const { reason } of refused) await refusal(Promise.reject(reason), 'conflict');
      const landed = (await ctx.harness.peek(room)).length;
      assert.equal(landed, refusesAtOnce(ctx.capabilities) ? 1 : 2);
      assert.equal(landed + refused.length, 2);
    },
  },
  {
    name: 'moving an event onto another is a conflict where the server is the referee, and it stays',
    async run(ctx) {
      const room = await oneRoom(ctx);
      const taken = span('2027-03-02T16:00:00Z', 60);
      await ctx.harness.writeOutside(room, outside(taken));
      const draft = draftOf([room], noon);
      const ref = await ctx.backend.doCreate(draft, call());
      const moving = ctx.backend.doUpdate(ref, Object.freeze({ ...taken }), 'all', call());
      if (refusesAtOnce(ctx.capabilities)) await refusal(moving, 'conflict');
      else await moving;
      const ours = (await ctx.harness.peek(room)).find(({ uid }) => uid === draft.uid);
      assert.equal(ours?.start, refusesAtOnce(ctx.capabilities) ? noon.start : taken.start);
    },
  },
  {
    name: 'an event may move onto its own time',
    async run(ctx) {
      const room = await oneRoom(ctx);
      const ref = await ctx.backend.doCreate(draftOf([room], noon), call());
      const later = span('2027-03-02T12:30:00Z', 60);
      await ctx.backend.doUpdate(ref, Object.freeze({ ...later }), 'all', call());
      const [peeked] = await ctx.harness.peek(room);
      assert.deepEqual([peeked?.start, peeked?.end], [later.start, later.end]);
    },
  },
  {
    name: 'fifty events created at once in slots of their own all land',
    async run(ctx) {
      const room = await oneRoom(ctx);
      const drafts = Array.from({ length: 50 }, (_, index) => {
        const start = addMs(noon.start, index * hourMs);
        return draftOf([room], { start, end: addMs(start, hourMs) });
      });
      const refs = await Promise.all(drafts.map((draft) => ctx.backend.doCreate(draft, call())));
      assert.equal(new Set(refs.map(({ handle }) => handle)).size, 50);
      const uids = (await ctx.harness.peek(room)).map(({ uid }) => uid);
      assert.deepEqual(uids.toSorted(), drafts.map(({ uid }) => uid).toSorted());
    },
  },
];
