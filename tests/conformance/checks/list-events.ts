import assert from 'node:assert/strict';
import { addMs, hourMs } from '@/lib/core/time/instant';
import {
  type Check,
  call,
  draftOf,
  eventsOf,
  failure,
  oneRoom,
  outside,
  span,
} from '@/tests/conformance/checks/check';

const day = span('2027-03-02T00:00:00Z', 24 * 60);
const noon = span('2027-03-02T12:00:00Z', 30);

export const listEventsChecks: readonly Check[] = [
  {
    name: 'a list of events holds what overlaps the window, sorted by start, and nothing else',
    async run(ctx) {
      const room = await oneRoom(ctx);
      const inside = ['2027-03-01T23:30:00Z', '2027-03-02T08:00:00Z', '2027-03-02T23:30:00Z'];
      const touching = ['2027-03-01T22:30:00Z', '2027-03-03T00:30:00Z', '2027-03-04T08:00:00Z'];
      for (const start of [...inside.toReversed(), ...touching]) {
        await ctx.harness.writeOutside(room, outside(span(start, 60)));
      }
      const events = await eventsOf(ctx, room, day);
      assert.deepEqual(
        events.map(({ start, end }) => ({ start, end })),
        inside.map((start) => span(start, 60)),
      );
    },
  },
  {
    name: 'a list of events tells what each means for the room',
    async run(ctx) {
      const room = await oneRoom(ctx);
      const kinds = [
        { written: { kind: 'busy' }, read: 'busy' },
        { written: { kind: 'tentative' }, read: 'tentative' },
        { written: { kind: 'free' }, read: 'free' },
        { written: { roomAnswer: 'declined' }, read: 'free' },
      ] as const;
      for (const [index, { written }] of kinds.entries()) {
        const when = span(`2027-03-02T0${index}:00:00Z`, 30);
        await ctx.harness.writeOutside(room, outside(when, written));
      }
      const events = await eventsOf(ctx, room, day);
      assert.deepEqual(
        events.map(({ kind }) => kind),
        kinds.map(({ read }) => read),
      );
    },
  },
  {
    name: 'a list of events tells which are private',
    async run(ctx) {
      const room = await oneRoom(ctx);
      await ctx.harness.writeOutside(room, outside(noon, { visibility: 'private' }));
      await ctx.harness.writeOutside(room, outside(span('2027-03-02T15:00:00Z', 30)));
      const events = await eventsOf(ctx, room, day);
      assert.deepEqual(
        events.map(({ visibility }) => visibility),
        ['private', 'default'],
      );
    },
  },
  {
    name: 'a list of events tells uid and title',
    async run(ctx) {
      const room = await oneRoom(ctx);
      const event = outside(noon, { title: 'Réunion; à 14 h, salle "Curie" 🎉' });
      await ctx.harness.writeOutside(room, event);
      const [read, ...more] = await eventsOf(ctx, room, day);
      assert.equal(more.length, 0);
      assert.equal(read?.ref.uid, event.uid);
      assert.equal(read?.title, event.title);
    },
  },
  {
    name: 'a long list of events comes whole and without repeats, page by page',
    async run(ctx) {
      const room = await oneRoom(ctx);
      const written = Array.from({ length: 23 }, (_, index) => {
        const start = addMs(day.start, index * hourMs);
        return outside({ start, end: addMs(start, hourMs) });
      });
      for (const event of written.toReversed()) await ctx.harness.writeOutside(room, event);
      const events = await eventsOf(ctx, room, day);
      assert.deepEqual(
        events.map(({ ref }) => ref.uid),
        written.map(({ uid }) => uid),
      );
    },
  },
  {
    name: 'a list of events holds what we created, and leads to it',
    async run(ctx) {
      const room = await oneRoom(ctx);
      const draft = draftOf([room], noon);
      await ctx.backend.doCreate(draft, call());
      const [listed] = await eventsOf(ctx, room, day);
      assert.ok(listed);
      const read = await ctx.backend.doGet(listed.ref, call());
      assert.equal(read.ref.uid, draft.uid);
      assert.equal(read.title, draft.title);
    },
  },
  {
    name: 'a list of events of a room that does not exist is room-not-found, not empty',
    async run(ctx) {
      const room = ctx.harness.missingRoom();
      const query = { room, window: day, cursor: null };
      await failure(ctx.backend.doListEvents(query, call()), 'room-not-found');
    },
  },
];
