import assert from 'node:assert/strict';
import type { EventRef, RoomRef } from '@/lib/calendar/backend';
import {
  busyOf,
  type Check,
  type CheckContext,
  call,
  draftOf,
  handleIn,
  outside,
  refusal,
  roomsOf,
  span,
} from '@/tests/conformance/checks/check';
import {
  afternoon,
  dateOf,
  expectSeries,
  mondays,
  mondaysDraft,
  movedDate,
  moveThird,
  plainDate,
  third,
  timesOf,
} from '@/tests/conformance/checks/series-fixture';
import { deepFreeze } from '@/tests/conformance/support/deep-freeze';

const noon = span('2027-03-02T12:00:00Z', 60);
const later = span('2027-03-02T15:00:00Z', 30);
const day = span('2027-03-02T00:00:00Z', 24 * 60);

interface Setting {
  readonly old: RoomRef;
  readonly staying: RoomRef;
  readonly fresh: RoomRef;
  /** At noon, in the old room and the one that stays. */
  readonly ref: EventRef;
}

/** Where one event has one room, another room is refused and nothing changes. */
async function expectUnsupported(ctx: CheckContext): Promise<void> {
  const [room, other] = await roomsOf(ctx, 2);
  assert.ok(room && other);
  const ref = await ctx.backend.doCreate(draftOf([room], noon), call());
  await refusal(ctx.backend.doUpdate(ref, { rooms: [other] }, 'all', call()), 'unsupported');
  assert.equal((await ctx.harness.peek(room)).length, 1);
  assert.deepEqual(await ctx.harness.peek(other), []);
}

function roomsCheck(name: string, run: (ctx: CheckContext, set: Setting) => Promise<void>): Check {
  return {
    name,
    async run(ctx) {
      if (ctx.capabilities.roomsPerEvent === 1) return expectUnsupported(ctx);
      const [old, staying, fresh] = await roomsOf(ctx, 3);
      assert.ok(old && staying && fresh);
      const ref = deepFreeze(await ctx.backend.doCreate(draftOf([old, staying], noon), call()));
      await run(ctx, { old, staying, fresh, ref });
    },
  };
}

function changeRooms(
  { backend }: CheckContext,
  ref: EventRef,
  rooms: readonly RoomRef[],
): Promise<EventRef> {
  return backend.doUpdate(ref, deepFreeze({ rooms }), 'all', call());
}

function idsOf(rooms: readonly { readonly roomId: string }[]): readonly string[] {
  return rooms.map(({ roomId }) => roomId).toSorted();
}

export const changeRoomsChecks: readonly Check[] = [
  roomsCheck('new rooms replace those of an event in place', async (ctx, set) => {
    const { old, staying, fresh, ref } = set;
    const updated = await changeRooms(ctx, ref, [staying, fresh]);
    assert.deepEqual(idsOf(updated.rooms), idsOf([staying, fresh]));
    assert.deepEqual([updated.uid, updated.handle], [ref.uid, ref.handle]);
    assert.equal(updated.version !== ref.version, ctx.capabilities.versions);
    const event = await ctx.backend.doGet(updated, call());
    assert.deepEqual(idsOf(event.answers), idsOf([staying, fresh]));
    assert.deepEqual([event.start, event.end, event.title], [noon.start, noon.end, 'Conformance']);
    assert.deepEqual(await busyOf(ctx, old, day), []);
    assert.deepEqual(await ctx.harness.peek(old), []);
    for (const room of [staying, fresh]) {
      assert.deepEqual(timesOf(await busyOf(ctx, room, day)), [noon]);
      assert.equal((await ctx.harness.peek(room)).length, 1);
    }
    const { uid } = ref;
    assert.equal(await ctx.backend.doFindByUid({ rooms: [old], uid }, call()), null);
    assert.ok(await ctx.backend.doFindByUid({ rooms: [fresh], uid }, call()));
    await ctx.backend.doCancel(updated, 'all', call());
    assert.deepEqual(await ctx.harness.peek(fresh), []);
  }),
  roomsCheck('new rooms of a series have each of its dates as it stands', async (ctx, set) => {
    if (!ctx.capabilities.recurringWrites) return;
    const { old, fresh } = set;
    await ctx.backend.doCancel(set.ref, 'all', call());
    const created = await ctx.backend.doCreate(mondaysDraft(old), call());
    const ref = await moveThird(ctx, created);
    const updated = await changeRooms(ctx, dateOf(ref, third), [fresh]);
    assert.equal(updated.recurrenceId, null);
    const moved = movedDate(third, afternoon);
    await expectSeries(ctx, fresh, {
      ...mondays,
      dates: mondays.dates.with(2, moved),
      moved: [moved],
    });
    assert.deepEqual(await ctx.harness.peek(old), []);
  }),
  roomsCheck('rooms and times change together', async (ctx, { old, fresh, ref }) => {
    const change = deepFreeze({ ...later, rooms: [fresh] });
    await ctx.backend.doUpdate(ref, change, 'all', call());
    assert.deepEqual(await busyOf(ctx, old, day), []);
    assert.deepEqual(timesOf(await busyOf(ctx, fresh, day)), [later]);
  }),
  roomsCheck('rooms and times of a series change together', async (ctx, { old, fresh }) => {
    if (!ctx.capabilities.recurringWrites) return;
    const ref = await moveThird(ctx, await ctx.backend.doCreate(mondaysDraft(old), call()));
    const tuesday = span('2027-03-16T10:00:00Z', 45);
    const change = deepFreeze({ ...tuesday, rooms: [fresh], title: 'Elsewhere' });
    await ctx.backend.doUpdate({ ...ref, recurrenceId: null }, change, 'all', call());
    const override = movedDate(
      plainDate('2027-04-06T09:00:00Z').start,
      span('2027-04-06T14:00:00Z', 90),
    );
    const dates = [
      plainDate('2027-03-16T10:00:00Z', 45),
      plainDate('2027-03-30T09:00:00Z', 45),
      override,
      plainDate('2027-04-13T09:00:00Z', 45),
    ];
    const exceptions = [plainDate('2027-03-23T10:00:00Z').start];
    const { rrule } = mondays;
    await expectSeries(ctx, fresh, { rrule, exceptions, dates, moved: [override] });
    const left = await ctx.harness.peek(old);
    assert.deepEqual(timesOf(left), [noon]);
  }),
  roomsCheck('a room that stays keeps its answer when others come', async (ctx, set) => {
    const { staying, fresh, ref } = set;
    const { respond, roomAnswer } = ctx.capabilities;
    if (!respond) return;
    const answered = await ctx.backend.doRespond(ref, staying, 'tentative', call());
    const updated = await changeRooms(ctx, answered, [fresh, staying]);
    const { answers } = await ctx.backend.doGet(updated, call());
    const usual = roomAnswer === 'later' ? (ctx.harness.roomsAnswer ?? 'pending') : 'accepted';
    assert.deepEqual(
      new Map(answers.map(({ roomId, answer }) => [roomId, answer])),
      new Map([
        [fresh.roomId, usual],
        [staying.roomId, 'tentative'],
      ]),
    );
  }),
  roomsCheck(
    'a new room that is taken refuses the change where the server is the referee, and all stays',
    async (ctx, { old, staying, fresh, ref }) => {
      const { referee, roomAnswer } = ctx.capabilities;
      if (referee !== 'server' || roomAnswer !== 'immediate') return;
      await ctx.harness.writeOutside(fresh, outside(noon, { title: 'First' }));
      await refusal(changeRooms(ctx, ref, [staying, fresh]), 'conflict');
      assert.deepEqual(
        (await ctx.harness.peek(fresh)).map(({ title }) => title),
        ['First'],
      );
      for (const room of [old, staying]) assert.equal((await ctx.harness.peek(room)).length, 1);
      assert.equal((await ctx.backend.doGet(ref, call())).ref.version, ref.version);
    },
  ),
  roomsCheck('the change feed tells rooms that they lost or got an event', async (ctx, set) => {
    if (!ctx.capabilities.changeFeed) return;
    const rooms = [set.old, set.staying, set.fresh];
    const cursors = new Map<string, string>();
    for (const room of rooms) {
      const { cursor } = await ctx.backend.doListChanges({ room, cursor: null }, call());
      cursors.set(room.roomId, cursor);
    }
    const former = await handleIn(ctx, set.old, set.ref);
    await changeRooms(ctx, set.ref, [set.staying, set.fresh]);
    for (const room of rooms) {
      const handle = room === set.old ? former : await handleIn(ctx, room, set.ref);
      const cursor = cursors.get(room.roomId) ?? null;
      const page = await ctx.backend.doListChanges({ room, cursor }, call());
      assert.ok(!page.gap, 'a cursor that was given is no gap');
      const told = page.changes.map(({ handle, removed }) => [handle, removed]);
      // Some servers send a room that stays nothing, as nothing changes for it.
      if (room === set.staying && told.length === 0) continue;
      assert.deepEqual(told, [[handle, room === set.old]]);
    }
  }),
  roomsCheck('rooms that cannot be are refused, and nothing changes', async (ctx, set) => {
    const { old, staying, fresh, ref } = set;
    const { backend, capabilities, harness } = ctx;
    await refusal(changeRooms(ctx, ref, [staying, harness.missingRoom()]), 'room-not-found');
    await refusal(changeRooms(ctx, ref, []), 'invalid-request');
    await refusal(changeRooms(ctx, ref, [fresh, fresh]), 'invalid-request');
    const many = await roomsOf(ctx, capabilities.roomsPerEvent + 1);
    await refusal(changeRooms(ctx, ref, many), 'invalid-request');
    await refusal(backend.doUpdate(ref, { rooms: [fresh] }, 'one', call()), 'unsupported');
    for (const room of [old, staying]) assert.equal((await harness.peek(room)).length, 1);
    assert.deepEqual(await harness.peek(fresh), []);
    assert.equal((await backend.doGet(ref, call())).ref.version, ref.version);
  }),
  roomsCheck('new rooms for an old version are stale, and change nothing', async (ctx, set) => {
    await ctx.backend.doUpdate(set.ref, { title: 'By another' }, 'all', call());
    if (!ctx.capabilities.versions) return;
    await refusal(changeRooms(ctx, set.ref, [set.fresh]), 'stale');
    assert.equal((await ctx.harness.peek(set.old)).length, 1);
    assert.deepEqual(await ctx.harness.peek(set.fresh), []);
  }),
];
