import assert from 'node:assert/strict';
import { isBackendError } from '@/lib/calendar/errors';
import {
  busy,
  busyOf,
  type Check,
  call,
  draftOf,
  oneRoom,
  outside,
  roomsOf,
  span,
} from '@/tests/conformance/checks/check';
import { deepFreeze } from '@/tests/conformance/support/deep-freeze';

const day = span('2027-03-02T00:00:00Z', 24 * 60);
const morning = span('2027-03-02T09:00:00Z', 60);
const noon = span('2027-03-02T12:00:00Z', 30);
const evening = span('2027-03-02T18:15:00Z', 45);

export const freeBusyChecks: readonly Check[] = [
  {
    name: 'free/busy of an empty room is known and empty',
    async run(ctx) {
      assert.deepEqual(await busyOf(ctx, await oneRoom(ctx), day), []);
    },
  },
  {
    name: 'free/busy answers each room in the order asked',
    async run(ctx) {
      const rooms = await roomsOf(ctx, 3);
      const times = [morning, noon, evening];
      for (const [index, room] of rooms.entries()) {
        await ctx.harness.writeOutside(room, outside(times[index] ?? noon));
      }
      for (const asked of [rooms, rooms.toReversed(), [...rooms.slice(1), ...rooms.slice(0, 1)]]) {
        const query = deepFreeze({ rooms: asked, window: day });
        const answers = await ctx.backend.doFreeBusy(query, call());
        assert.deepEqual(
          answers.map(({ roomId }) => roomId),
          asked.map(({ roomId }) => roomId),
        );
        for (const [index, answer] of answers.entries()) {
          const expected = times[rooms.findIndex((room) => room.roomId === asked[index]?.roomId)];
          assert.ok(answer.known);
          assert.deepEqual(
            answer.busy.map(({ start }) => start),
            [expected?.start],
          );
        }
      }
    },
  },
  {
    name: 'free/busy is clipped to the window',
    async run(ctx) {
      const room = await oneRoom(ctx);
      await ctx.harness.writeOutside(room, outside(span('2027-03-02T08:30:00Z', 60)));
      await ctx.harness.writeOutside(room, outside(span('2027-03-02T09:45:00Z', 60)));
      assert.deepEqual(await busyOf(ctx, room, morning), [
        busy(span('2027-03-02T09:00:00Z', 30)),
        busy(span('2027-03-02T09:45:00Z', 15)),
      ]);
    },
  },
  {
    name: 'free/busy of some stretches tells all that overlaps them, each once',
    async run(ctx) {
      const room = await oneRoom(ctx);
      const long = span('2027-03-02T11:30:00Z', 8 * 60);
      for (const time of [morning, long]) await ctx.harness.writeOutside(room, outside(time));
      const edge = span('2027-03-02T09:30:00Z', 60);
      const told = await busyOf(ctx, room, day, [edge, noon, evening]);
      assert.deepEqual(told, [busy(morning), busy(long)]);
    },
  },
  {
    name: 'an event around the whole window fills it exactly',
    async run(ctx) {
      const room = await oneRoom(ctx);
      await ctx.harness.writeOutside(room, outside(span('2027-02-28T20:00:00Z', 5 * 24 * 60)));
      assert.deepEqual(await busyOf(ctx, room, noon), [busy(noon)]);
    },
  },
  {
    name: 'free/busy is sorted by start',
    async run(ctx) {
      const room = await oneRoom(ctx);
      for (const time of [evening, morning, noon]) {
        await ctx.harness.writeOutside(room, outside(time));
      }
      assert.deepEqual(
        await busyOf(ctx, room, day),
        [morning, noon, evening].map((t) => busy(t)),
      );
    },
  },
  {
    name: 'events that only touch the window are not busy',
    async run(ctx) {
      const room = await oneRoom(ctx);
      await ctx.harness.writeOutside(room, outside(span('2027-03-02T08:00:00Z', 60)));
      await ctx.harness.writeOutside(room, outside(span('2027-03-02T10:00:00Z', 60)));
      assert.deepEqual(await busyOf(ctx, room, morning), []);
    },
  },
  {
    name: 'a tentative event makes the room busy, as tentative',
    async run(ctx) {
      const room = await oneRoom(ctx);
      await ctx.harness.writeOutside(room, outside(noon, { kind: 'tentative' }));
      assert.deepEqual(await busyOf(ctx, room, day), [busy(noon, 'tentative')]);
    },
  },
  {
    name: 'a cancelled event does not make the room busy',
    async run(ctx) {
      const room = await oneRoom(ctx);
      await ctx.harness.writeOutside(room, outside(noon, { kind: 'cancelled' }));
      await ctx.harness.writeOutside(room, outside(evening));
      assert.deepEqual(await busyOf(ctx, room, day), [busy(evening)]);
    },
  },
  {
    name: 'an event that takes no time does not make the room busy',
    async run(ctx) {
      const room = await oneRoom(ctx);
      await ctx.harness.writeOutside(room, outside(noon, { kind: 'free' }));
      await ctx.harness.writeOutside(room, outside(evening));
      assert.deepEqual(await busyOf(ctx, room, day), [busy(evening)]);
    },
  },
  {
    name: 'an event that the room declined does not make it busy',
    async run(ctx) {
      const room = await oneRoom(ctx);
      await ctx.harness.writeOutside(room, outside(noon, { roomAnswer: 'declined' }));
      await ctx.harness.writeOutside(room, outside(evening));
      assert.deepEqual(await busyOf(ctx, room, day), [busy(evening)]);
    },
  },
  {
    name: 'a private event makes the room busy',
    async run(ctx) {
      const room = await oneRoom(ctx);
      await ctx.harness.writeOutside(room, outside(noon, { visibility: 'private' }));
      assert.deepEqual(await busyOf(ctx, room, day), [busy(noon)]);
    },
  },
  {
    name: 'what we create makes the room busy at once',
    async run(ctx) {
      const room = await oneRoom(ctx);
      assert.deepEqual(await busyOf(ctx, room, day), []);
      await ctx.backend.doCreate(draftOf([room], noon), call());
      const pieces = await busyOf(ctx, room, day);
      assert.deepEqual(
        pieces.map(({ start, end }) => ({ start, end })),
        [noon],
      );
    },
  },
  {
    name: 'a room that does not exist is unknown, and the others are answered',
    async run(ctx) {
      const [first, last] = await roomsOf(ctx, 2);
      assert.ok(first && last);
      await ctx.harness.writeOutside(last, outside(noon));
      const rooms = [first, ctx.harness.missingRoom(), last];
      const answers = await ctx.backend.doFreeBusy(deepFreeze({ rooms, window: day }), call());
      assert.deepEqual(
        answers.map((answer) => answer.known),
        [true, false, true],
      );
      const [, missing, known] = answers;
      assert.ok(missing && !missing.known && isBackendError(missing.error));
      assert.equal(missing.error.code, 'room-not-found');
      assert.equal(known?.known && known.busy.length, 1);
    },
  },
  {
    name: 'a room that fails is unknown, and the others are answered',
    async run(ctx) {
      const [first, broken, last] = await roomsOf(ctx, 3);
      assert.ok(first && broken && last);
      await ctx.harness.writeOutside(first, outside(morning));
      await ctx.harness.writeOutside(last, outside(noon));
      await ctx.harness.breakRoom(broken);
      const rooms = [first, broken, last];
      const answers = await ctx.backend.doFreeBusy(deepFreeze({ rooms, window: day }), call());
      assert.deepEqual(
        answers.map((answer) => (answer.known ? answer.busy.length : 'unknown')),
        [1, 'unknown', 1],
      );
      const [, unknown] = answers;
      assert.ok(unknown && !unknown.known && isBackendError(unknown.error));
    },
  },
];
