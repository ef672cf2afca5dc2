import assert from 'node:assert/strict';
import type { Answer } from '@/lib/calendar/backend';
import {
  busy,
  busyOf,
  type Check,
  type CheckContext,
  call,
  draftOf,
  oneRoom,
  refusal,
  span,
} from '@/tests/conformance/checks/check';

const noon = span('2027-03-02T12:00:00Z', 60);
const day = span('2027-03-02T00:00:00Z', 24 * 60);

async function answered(ctx: CheckContext, ...answers: readonly Answer[]) {
  const room = await oneRoom(ctx);
  let ref = await ctx.backend.doCreate(draftOf([room], noon), call());
  for (const answer of answers) {
    const responding = ctx.backend.doRespond(ref, room, answer, call());
    if (!ctx.capabilities.respond) {
      await refusal(responding, 'unsupported');
      return null;
    }
    ref = await responding;
  }
  return { room, ref };
}

export const respondChecks: readonly Check[] = [
  {
    name: 'a room that declined is free, and says so',
    async run(ctx) {
      const done = await answered(ctx, 'declined');
      if (!done) return;
      const event = await ctx.backend.doGet(done.ref, call());
      assert.deepEqual(event.answers, [{ roomId: done.room.roomId, answer: 'declined' }]);
      assert.equal(event.kind, 'free');
      assert.deepEqual(await busyOf(ctx, done.room, day), []);
    },
  },
  {
    name: 'a room that accepted is busy again',
    async run(ctx) {
      const done = await answered(ctx, 'declined', 'accepted');
      if (!done) return;
      const event = await ctx.backend.doGet(done.ref, call());
      assert.deepEqual(event.answers, [{ roomId: done.room.roomId, answer: 'accepted' }]);
      assert.deepEqual(await busyOf(ctx, done.room, day), [busy(noon)]);
    },
  },
  {
    name: 'a room that answered tentatively is busy, as tentative',
    async run(ctx) {
      const done = await answered(ctx, 'tentative');
      if (!done) return;
      assert.deepEqual(await busyOf(ctx, done.room, day), [busy(noon, 'tentative')]);
    },
  },
  {
    name: 'the time that a room declined can be taken by another event',
    async run(ctx) {
      const done = await answered(ctx, 'declined');
      if (!done) return;
      await ctx.backend.doCreate(draftOf([done.room], noon), call());
      assert.equal((await ctx.harness.peek(done.room)).length, 2);
    },
  },
];
