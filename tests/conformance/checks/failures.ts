import assert from 'node:assert/strict';
import type { CallContext, EventRef, RoomRef } from '@/lib/calendar/backend';
import { isBackendError } from '@/lib/calendar/errors';
import {
  type Check,
  type CheckContext,
  call,
  draftOf,
  failure,
  oneRoom,
  outside,
  roomsOf,
  span,
} from '@/tests/conformance/checks/check';
import { deepFreeze } from '@/tests/conformance/support/deep-freeze';
import { waitFor } from '@/tests/support/wait-for';

const noon = span('2027-03-02T12:00:00Z', 60);
const later = span('2027-03-02T15:00:00Z', 60);
const day = span('2027-03-02T00:00:00Z', 24 * 60);

/** Long enough for any of these servers on this machine to have done its work. */
const shortMs = 400;

type Operation = (ctx: CallContext) => Promise<unknown>;

function reads({ backend, capabilities }: CheckContext, room: RoomRef, ref: EventRef) {
  const all: Record<string, Operation> = {
    doListEvents: (ctx) => backend.doListEvents({ room, window: day, cursor: null }, ctx),
    doFindByUid: (ctx) => backend.doFindByUid({ rooms: [room], uid: ref.uid }, ctx),
    doGet: (ctx) => backend.doGet(ref, ctx),
    doListOccurrences: (ctx) => backend.doListOccurrences({ ref, window: day }, ctx),
  };
  if (capabilities.changeFeed) {
    all.doListChanges = (ctx) => backend.doListChanges({ room, cursor: null }, ctx);
  }
  return Object.entries(all);
}

function writes({ backend, capabilities }: CheckContext, room: RoomRef, ref: EventRef) {
  const all: Record<string, Operation> = {
    doCreate: (ctx) => backend.doCreate(draftOf([room], later), ctx),
    doUpdate: (ctx) => backend.doUpdate(ref, { title: 'Changed' }, 'all', ctx),
    doCancel: (ctx) => backend.doCancel(ref, 'all', ctx),
  };
  if (capabilities.respond) all.doRespond = (ctx) => backend.doRespond(ref, room, 'declined', ctx);
  return Object.entries(all);
}

async function settled(ctx: CheckContext) {
  const room = await oneRoom(ctx);
  const ref = await ctx.backend.doCreate(draftOf([room], noon), call());
  return { room, ref };
}

export const failureChecks: readonly Check[] = [
  {
    name: 'on a server that is down every room is unknown, none is empty',
    async run(ctx) {
      const rooms = await roomsOf(ctx, 3);
      ctx.defer(await ctx.harness.cutOff());
      const answers = await ctx.backend.doFreeBusy(deepFreeze({ rooms, window: day }), call());
      assert.equal(answers.length, 3);
      for (const answer of answers) {
        assert.ok(!answer.known, 'not known');
        assert.ok(isBackendError(answer.error), 'a BackendError');
        assert.equal(answer.error.code, 'unavailable');
        assert.ok(answer.error.retryable);
      }
    },
  },
  {
    name: 'on a server that is down every read fails as unavailable',
    async run(ctx) {
      const { room, ref } = await settled(ctx);
      ctx.defer(await ctx.harness.cutOff());
      for (const [, read] of reads(ctx, room, ref)) await failure(read(call()), 'unavailable');
    },
  },
  {
    name: 'on a server that is down every write fails as unavailable and tells its outcome',
    async run(ctx) {
      const { room, ref } = await settled(ctx);
      ctx.defer(await ctx.harness.cutOff());
      for (const [name, write] of writes(ctx, room, ref)) {
        const error = await failure(write(call()), 'unavailable');
        assert.notEqual(error.outcome, null, `${name} tells its outcome`);
      }
      const titles = (await ctx.harness.peek(room)).map(({ title }) => title);
      assert.deepEqual(titles, ['Conformance']);
    },
  },
  {
    name: 'when the server is back everything works again',
    async run(ctx) {
      const { room, ref } = await settled(ctx);
      const restore = await ctx.harness.cutOff();
      await failure(ctx.backend.doGet(ref, call()), 'unavailable');
      await restore();
      for (const [, read] of reads(ctx, room, ref)) await read(call());
      await ctx.backend.doCancel(ref, 'all', call());
      assert.deepEqual(await ctx.harness.peek(room), []);
    },
  },
  {
    name: 'a read whose answer never comes ends at its deadline, as timeout',
    async run(ctx) {
      const { room, ref } = await settled(ctx);
      ctx.defer(await ctx.harness.holdAnswers());
      for (const [, read] of reads(ctx, room, ref)) {
        await failure(read(call(AbortSignal.timeout(shortMs))), 'timeout');
      }
    },
  },
  {
    name: 'a read whose caller leaves ends at once, as aborted',
    async run(ctx) {
      const { room, ref } = await settled(ctx);
      ctx.defer(await ctx.harness.holdAnswers());
      for (const [, read] of reads(ctx, room, ref)) {
        const caller = new AbortController();
        const reading = failure(read(call(caller.signal)), 'aborted');
        setTimeout(() => caller.abort(), 20);
        await reading;
      }
    },
  },
  {
    name: 'free/busy whose answer never comes is unknown, or ends as timeout',
    async run(ctx) {
      const [room] = await roomsOf(ctx, 1);
      assert.ok(room);
      await ctx.backend.doFreeBusy({ rooms: [room], window: day }, call());
      ctx.defer(await ctx.harness.holdAnswers());
      const signal = AbortSignal.timeout(shortMs);
      const asking = ctx.backend.doFreeBusy({ rooms: [room], window: day }, call(signal));
      const answer = await asking.then(
        ([first]) => (first?.known ? 'known' : first?.error),
        (error: unknown) => error,
      );
      assert.ok(isBackendError(answer), 'not known');
      assert.equal(answer.code, 'timeout');
    },
  },
  {
    name: 'a call whose caller has already left does nothing',
    async run(ctx) {
      const { room, ref } = await settled(ctx);
      for (const [, read] of reads(ctx, room, ref)) {
        await failure(read(call(AbortSignal.abort())), 'aborted');
      }
      for (const [name, write] of writes(ctx, room, ref)) {
        const error = await failure(write(call(AbortSignal.abort())), 'aborted');
        assert.equal(error.outcome, 'not-applied', name);
      }
      const titles = (await ctx.harness.peek(room)).map(({ title }) => title);
      assert.deepEqual(titles, ['Conformance']);
    },
  },
  {
    name: 'leaving while a write is under way does not undo it, and its outcome is unknown',
    async run(ctx) {
      const { room } = await settled(ctx);
      const restore = await ctx.harness.holdAnswers();
      ctx.defer(restore);
      const draft = draftOf([room], later);
      const caller = new AbortController();
      const creating = failure(ctx.backend.doCreate(draft, call(caller.signal)), 'aborted');
      const isThere = async () => (await ctx.harness.peek(room)).length === 2;
      await waitFor('the event to be written', isThere, 5_000);
      caller.abort();
      assert.equal((await creating).outcome, 'unknown');
      await restore();
      const found = await ctx.backend.doFindByUid({ rooms: [room], uid: draft.uid }, call());
      assert.equal(found?.ref.uid, draft.uid);
    },
  },
  {
    name: 'a write whose answer was lost has an unknown outcome, and can be repeated',
    async run(ctx) {
      const { room } = await settled(ctx);
      const restore = await ctx.harness.dropAnswers();
      ctx.defer(restore);
      const draft = draftOf([room], later);
      const error = await failure(
        ctx.backend.doCreate(draft, call()),
        'unavailable',
        'bad-response',
      );
      assert.equal(error.outcome, 'unknown');
      await restore();
      const isThere = async () => (await ctx.harness.peek(room)).length === 2;
      await waitFor('the event to be written', isThere, 5_000);
      if (!ctx.capabilities.idempotentCreate) return;
      await ctx.backend.doCreate(draft, call());
      assert.equal((await ctx.harness.peek(room)).length, 2);
    },
  },
  {
    name: 'no error tells the title of an event',
    async run(ctx) {
      const room = await oneRoom(ctx);
      const secret = 'Project Nightjar';
      await ctx.harness.writeOutside(room, outside(noon, { title: secret, visibility: 'private' }));
      const backwards = { start: noon.end, end: noon.start };
      const draft = draftOf([room], backwards, { title: secret });
      const error = await failure(ctx.backend.doCreate(draft, call()), 'invalid-request');
      for (let seen: unknown = error; seen instanceof Error; seen = seen.cause) {
        assert.ok(!JSON.stringify([seen.message, { ...seen }]).includes(secret));
      }
    },
  },
];
