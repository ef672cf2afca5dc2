import assert from 'node:assert/strict';
import type { ChangePage, RoomRef } from '@/lib/calendar/backend';
import {
  type Check,
  type CheckContext,
  call,
  draftOf,
  failure,
  handleIn,
  oneRoom,
  outside,
  roomsOf,
  span,
} from '@/tests/conformance/checks/check';

const noon = span('2027-03-02T12:00:00Z', 60);
type Change = Extract<ChangePage, { gap: false }>['changes'][number];

interface Feed {
  readonly changes: readonly Change[];
  readonly cursor: string;
}

/** All pages from the cursor to the end; a gap here is a failure. */
async function read({ backend }: CheckContext, room: RoomRef, from: string | null): Promise<Feed> {
  const changes: Change[] = [];
  let cursor = from;
  for (let pages = 0; pages < 100; pages += 1) {
    const page = await backend.doListChanges({ room, cursor }, call());
    assert.ok(!page.gap, 'a cursor that was given is no gap');
    changes.push(...page.changes);
    cursor = page.cursor;
    if (!page.more) return { changes, cursor };
  }
  throw new Error('the change feed does not end');
}

/** A check of the feed of one room, or of its absence where it is not declared. */
function feedCheck(
  name: string,
  run: (ctx: CheckContext, room: RoomRef, cursor: string) => Promise<void>,
): Check {
  return {
    name,
    async run(ctx) {
      const room = await oneRoom(ctx);
      if (!ctx.capabilities.changeFeed) {
        await failure(ctx.backend.doListChanges({ room, cursor: null }, call()), 'unsupported');
        return;
      }
      const { changes, cursor } = await read(ctx, room, null);
      assert.deepEqual(changes, [], 'from now on: no changes yet');
      await run(ctx, room, cursor);
    },
  };
}

export const changeFeedChecks: readonly Check[] = [
  feedCheck('the change feed brings what was created', async (ctx, room, cursor) => {
    const ref = await ctx.backend.doCreate(draftOf([room], noon), call());
    const { changes } = await read(ctx, room, cursor);
    const handle = await handleIn(ctx, room, ref);
    assert.ok(changes.some((change) => change.handle === handle && !change.removed));
  }),
  feedCheck('the change feed brings what was changed', async (ctx, room) => {
    const ref = await ctx.backend.doCreate(draftOf([room], noon), call());
    const { cursor } = await read(ctx, room, null);
    await ctx.backend.doUpdate(ref, { title: 'Changed' }, 'all', call());
    const { changes } = await read(ctx, room, cursor);
    const handle = await handleIn(ctx, room, ref);
    assert.ok(changes.some((change) => change.handle === handle && !change.removed));
  }),
  feedCheck('the change feed brings what was removed', async (ctx, room, cursor) => {
    const ref = await ctx.backend.doCreate(draftOf([room], noon), call());
    const seen = await read(ctx, room, cursor);
    const handle = await handleIn(ctx, room, ref);
    await ctx.backend.doCancel(ref, 'all', call());
    const { changes } = await read(ctx, room, seen.cursor);
    assert.ok(changes.some((change) => change.handle === handle && change.removed));
  }),
  feedCheck('the change feed brings what others wrote and removed', async (ctx, room, cursor) => {
    const event = outside(noon);
    await ctx.harness.writeOutside(room, event);
    const first = await read(ctx, room, cursor);
    assert.equal(first.changes.filter((change) => !change.removed).length, 1);
    await ctx.harness.removeOutside(room, event.uid);
    const second = await read(ctx, room, first.cursor);
    const handle = first.changes[0]?.handle;
    assert.ok(second.changes.some((change) => change.handle === handle && change.removed));
  }),
  feedCheck(
    'the change feed gives the same again for the same cursor',
    async (ctx, room, cursor) => {
      const ref = await ctx.backend.doCreate(draftOf([room], noon), call());
      const named = await handleIn(ctx, room, ref);
      for (let times = 0; times < 3; times += 1) {
        const { changes } = await read(ctx, room, cursor);
        assert.ok(changes.some(({ handle }) => handle === named));
      }
    },
  ),
  feedCheck('the change feed comes to its end', async (ctx, room) => {
    const draft = draftOf([room], noon);
    await ctx.backend.doCreate(draft, call());
    let { cursor } = await read(ctx, room, null);
    for (let times = 0; times < 3; times += 1) {
      const page = await ctx.backend.doListChanges({ room, cursor }, call());
      assert.ok(!page.gap && !page.more);
      cursor = page.cursor;
    }
  }),
  feedCheck('a long change feed comes whole', async (ctx, room, cursor) => {
    const drafts = Array.from({ length: 17 }, (_, hour) =>
      draftOf([room], span(`2027-03-02T${String(hour).padStart(2, '0')}:00:00Z`, 60)),
    );
    const refs = [];
    for (const draft of drafts) refs.push(await ctx.backend.doCreate(draft, call()));
    const { changes } = await read(ctx, room, cursor);
    const handles = new Set(changes.map(({ handle }) => handle));
    for (const ref of refs) assert.ok(handles.has(await handleIn(ctx, room, ref)));
  }),
  feedCheck('a cursor that nobody gave is a gap, with a cursor that works', async (ctx, room) => {
    for (const bogus of ['', 'garbage', 'http://radicale.org/ns/sync/00000000', '{"a":1}']) {
      const page = await ctx.backend.doListChanges({ room, cursor: bogus }, call());
      assert.equal(page.gap, true, `a gap for ${JSON.stringify(bogus)}`);
      const ref = await ctx.backend.doCreate(draftOf([room], noon), call());
      const { changes } = await read(ctx, room, page.cursor);
      const named = await handleIn(ctx, room, ref);
      assert.ok(changes.some(({ handle }) => handle === named));
      await ctx.backend.doCancel(ref, 'all', call());
    }
  }),
  {
    name: 'the change feed is of the room asked only',
    async run(ctx) {
      const [room, other] = await roomsOf(ctx, 2);
      assert.ok(room && other);
      if (!ctx.capabilities.changeFeed) return;
      const { cursor } = await read(ctx, room, null);
      await ctx.backend.doCreate(draftOf([other], noon), call());
      assert.deepEqual((await read(ctx, room, cursor)).changes, []);
    },
  },
  {
    name: 'the change feed of a room that does not exist is a failure',
    async run(ctx) {
      const query = { room: ctx.harness.missingRoom(), cursor: null };
      const codes = ctx.capabilities.changeFeed ? ['room-not-found' as const] : [];
      await failure(ctx.backend.doListChanges(query, call()), ...codes, 'unsupported');
    },
  },
];
