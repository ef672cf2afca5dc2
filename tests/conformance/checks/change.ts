import assert from 'node:assert/strict';
import type { EventChange } from '@/lib/calendar/backend';
import {
  busyOf,
  type Check,
  type CheckContext,
  call,
  draftOf,
  oneRoom,
  refusal,
  span,
} from '@/tests/conformance/checks/check';
import { deepFreeze } from '@/tests/conformance/support/deep-freeze';

const noon = span('2027-03-02T12:00:00Z', 60);
const later = span('2027-03-02T15:00:00Z', 30);
const day = span('2027-03-02T00:00:00Z', 24 * 60);

const attendees = [{ email: 'bob@example.org', name: 'Bob' }];
const description = 'Keep me';

async function written(ctx: CheckContext) {
  const room = await oneRoom(ctx);
  const draft = draftOf([room], noon, { title: 'Before', description, attendees });
  return { room, draft, ref: await ctx.backend.doCreate(draft, call()) };
}

/** Applies one change and tells all that may and may not have changed. */
async function after(ctx: CheckContext, change: EventChange) {
  const { room, ref } = await written(ctx);
  const updated = await ctx.backend.doUpdate(ref, deepFreeze(change), 'all', call());
  const event = await ctx.backend.doGet(updated, call());
  const peeked = await ctx.harness.peek(room);
  assert.equal(peeked.length, 1, 'still one event');
  return {
    title: event.title,
    start: event.start,
    end: event.end,
    attendees: event.attendees.map(({ email }) => email),
    organizer: event.organizer?.email,
    description: peeked[0]?.description,
    sameUid: event.ref.uid === ref.uid,
  };
}

const unchanged = {
  title: 'Before',
  ...noon,
  attendees: ['bob@example.org'],
  organizer: 'alice@example.org',
  description,
  sameUid: true,
};

async function expectAfter(
  ctx: CheckContext,
  change: EventChange,
  difference: Partial<typeof unchanged>,
): Promise<void> {
  assert.deepEqual(await after(ctx, change), { ...unchanged, ...difference });
}

export const changeChecks: readonly Check[] = [
  {
    name: 'a new title changes the title only',
    run: (ctx) => expectAfter(ctx, { title: 'Après, 🎉' }, { title: 'Après, 🎉' }),
  },
  {
    name: 'new times change the times only',
    run: (ctx) => expectAfter(ctx, { ...later }, later),
  },
  {
    name: 'a new end changes the end only',
    run: (ctx) => expectAfter(ctx, { end: later.end }, { end: later.end }),
  },
  {
    name: 'new attendees replace the attendees only',
    run: (ctx) =>
      expectAfter(
        ctx,
        { attendees: [{ email: 'carol@example.org' }] },
        { attendees: ['carol@example.org'] },
      ),
  },
  {
    name: 'a new description changes the description only',
    run: (ctx) => expectAfter(ctx, { description: 'New\nlines' }, { description: 'New\nlines' }),
  },
  {
    name: 'a moved event frees its old time',
    async run(ctx) {
      const { room, ref } = await written(ctx);
      assert.equal((await busyOf(ctx, room, day)).length, 1);
      await ctx.backend.doUpdate(ref, deepFreeze({ ...later }), 'all', call());
      const pieces = await busyOf(ctx, room, day);
      assert.deepEqual(
        pieces.map(({ start, end }) => ({ start, end })),
        [later],
      );
    },
  },
  {
    name: 'a change with an old version is stale, and overwrites nothing',
    async run(ctx) {
      const { room, ref } = await written(ctx);
      await ctx.backend.doUpdate(ref, { title: 'By another' }, 'all', call());
      const changing = ctx.backend.doUpdate(ref, { title: 'By us' }, 'all', call());
      if (ctx.capabilities.versions) await refusal(changing, 'stale');
      else await changing;
      const [peeked] = await ctx.harness.peek(room);
      assert.equal(peeked?.title, ctx.capabilities.versions ? 'By another' : 'By us');
    },
  },
  {
    name: 'a change gives a new version, with which the next change works',
    async run(ctx) {
      const { room, ref } = await written(ctx);
      const second = await ctx.backend.doUpdate(ref, { title: 'Second' }, 'all', call());
      assert.equal(second.version !== ref.version, ctx.capabilities.versions);
      await ctx.backend.doUpdate(second, { title: 'Third' }, 'all', call());
      assert.equal((await ctx.harness.peek(room))[0]?.title, 'Third');
    },
  },
  {
    name: 'a change to an end before the start is invalid, and changes nothing',
    async run(ctx) {
      const { room, ref } = await written(ctx);
      const backwards = [
        { start: later.start, end: noon.end },
        { start: later.start },
        { end: noon.start },
      ];
      for (const change of backwards) {
        const changing = ctx.backend.doUpdate(ref, deepFreeze(change), 'all', call());
        await refusal(changing, 'invalid-request');
      }
      const [peeked] = await ctx.harness.peek(room);
      assert.deepEqual([peeked?.start, peeked?.end], [noon.start, noon.end]);
    },
  },
  {
    name: 'a change of an event that was removed is event-not-found, and brings nothing back',
    async run(ctx) {
      const { room, ref } = await written(ctx);
      await ctx.harness.removeOutside(room, ref.uid);
      const changing = ctx.backend.doUpdate(ref, { title: 'Ghost' }, 'all', call());
      await refusal(changing, 'event-not-found');
      assert.deepEqual(await ctx.harness.peek(room), []);
    },
  },
  {
    name: 'a cancelled event is gone when the call returns',
    async run(ctx) {
      const { room, ref } = await written(ctx);
      await ctx.backend.doCancel(ref, 'all', call());
      assert.deepEqual(await ctx.harness.peek(room), []);
      assert.deepEqual(await busyOf(ctx, room, day), []);
    },
  },
  {
    name: 'a single event is cancelled by the scope one as well',
    async run(ctx) {
      const { room, ref } = await written(ctx);
      await ctx.backend.doCancel(ref, 'one', call());
      assert.deepEqual(await ctx.harness.peek(room), []);
    },
  },
  {
    name: 'cancelling again is event-not-found',
    async run(ctx) {
      const { ref } = await written(ctx);
      await ctx.backend.doCancel(ref, 'all', call());
      await refusal(ctx.backend.doCancel(ref, 'all', call()), 'event-not-found');
    },
  },
  {
    name: 'cancelling with an old version is stale, and removes nothing',
    async run(ctx) {
      const { room, ref } = await written(ctx);
      await ctx.backend.doUpdate(ref, { title: 'By another' }, 'all', call());
      const cancelling = ctx.backend.doCancel(ref, 'all', call());
      if (ctx.capabilities.versions) await refusal(cancelling, 'stale');
      else await cancelling;
      const left = (await ctx.harness.peek(room)).length;
      assert.equal(left, ctx.capabilities.versions ? 1 : 0);
    },
  },
  {
    name: 'cancelling leaves the events beside it',
    async run(ctx) {
      const { room, ref } = await written(ctx);
      const other = draftOf([room], later, { title: 'Beside' });
      await ctx.backend.doCreate(other, call());
      await ctx.backend.doCancel(ref, 'all', call());
      assert.deepEqual(
        (await ctx.harness.peek(room)).map(({ title }) => title),
        ['Beside'],
      );
    },
  },
  {
    name: 'the time of a cancelled event can be taken again',
    async run(ctx) {
      const { room, ref } = await written(ctx);
      await ctx.backend.doCancel(ref, 'all', call());
      await ctx.backend.doCreate(draftOf([room], noon), call());
      assert.equal((await ctx.harness.peek(room)).length, 1);
    },
  },
];
