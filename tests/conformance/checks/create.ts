import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { addMs, hourMs } from '@/lib/core/time/instant';
import {
  type Check,
  call,
  draftOf,
  eventsOf,
  oneRoom,
  outside,
  refusal,
  roomsOf,
  span,
} from '@/tests/conformance/checks/check';

const day = span('2027-03-02T00:00:00Z', 24 * 60);
const noon = span('2027-03-02T12:00:00Z', 60);

const titles = [
  'Plain',
  'Réunion d’équipe à l’été',
  'Revue 🎉👩🏽‍💻 — résumé',
  'a, b; c \\ d "e" : f',
  'اجتماع الفريق – פגישת צוות',
  '会議 第３回',
  ` ${'long title with ünïcödé '.repeat(40)}`.trim(),
  'BEGIN:VEVENT',
];

export const createChecks: readonly Check[] = [
  {
    name: 'what we create reads back with the same texts',
    async run(ctx) {
      const room = await oneRoom(ctx);
      for (const [index, title] of titles.entries()) {
        const start = addMs(day.start, index * hourMs);
        const draft = draftOf([room], { start, end: addMs(start, hourMs) }, { title });
        const ref = await ctx.backend.doCreate(draft, call());
        assert.equal((await ctx.backend.doGet(ref, call())).title, title);
      }
      const peeked = await ctx.harness.peek(room);
      assert.deepEqual(peeked.map((event) => event.title).sort(), titles.toSorted());
    },
  },
  {
    name: 'what we create reads back with its people, its privacy and its times',
    async run(ctx) {
      const room = await oneRoom(ctx);
      const attendees = [
        { email: 'zoe@example.org', name: 'Zoë Ångström' },
        { email: 'bob@example.org', optional: true },
      ];
      const draft = draftOf([room], noon, { attendees, visibility: 'private' });
      const ref = await ctx.backend.doCreate(draft, call());
      const event = await ctx.backend.doGet(ref, call());
      assert.equal(event.organizer?.email, draft.organizer.email);
      assert.deepEqual(
        event.attendees.map(({ email, name, optional }) => [email, name, optional ?? false]),
        attendees.map(({ email, name, optional }) => [email, name, optional ?? false]),
      );
      assert.equal(event.visibility, 'private');
      assert.deepEqual([event.start, event.end], [noon.start, noon.end]);
      const [peeked] = await ctx.harness.peek(room);
      assert.equal(peeked?.visibility, 'private');
    },
  },
  {
    name: 'a description of several lines is written whole',
    async run(ctx) {
      const room = await oneRoom(ctx);
      const description = 'First line, with; signs\nsecond \\n line\n\nEND:VEVENT\tend 🎉';
      await ctx.backend.doCreate(draftOf([room], noon, { description }), call());
      const [peeked] = await ctx.harness.peek(room);
      assert.equal(peeked?.description, description);
    },
  },
  {
    name: 'what we create names uid, rooms and a handle that leads to it',
    async run(ctx) {
      const room = await oneRoom(ctx);
      const draft = draftOf([room], noon);
      const ref = await ctx.backend.doCreate(draft, call());
      assert.equal(ref.uid, draft.uid);
      assert.equal(ref.recurrenceId, null);
      assert.deepEqual(
        ref.rooms.map(({ roomId }) => roomId),
        [room.roomId],
      );
      assert.equal(ref.version !== null, ctx.capabilities.versions);
      const event = await ctx.backend.doGet(ref, call());
      assert.equal(event.ref.uid, draft.uid);
      assert.equal(event.ref.version, ref.version);
    },
  },
  {
    name: 'a uid with signs that mean something in addresses is kept',
    async run(ctx) {
      const room = await oneRoom(ctx);
      const uid = `a/b%2Fc?d#e&f+${randomUUID()}@example.org`;
      await ctx.backend.doCreate(draftOf([room], noon, { uid }), call());
      const [peeked] = await ctx.harness.peek(room);
      assert.equal(peeked?.uid, uid);
      assert.equal((await ctx.backend.doFindByUid({ rooms: [room], uid }, call()))?.ref.uid, uid);
    },
  },
  {
    name: 'the same uid created twice is one event',
    async run(ctx) {
      const room = await oneRoom(ctx);
      const draft = draftOf([room], noon);
      const first = await ctx.backend.doCreate(draft, call());
      const again = ctx.backend.doCreate(draft, call());
      if (ctx.capabilities.idempotentCreate) {
        assert.equal((await again).handle, first.handle);
      } else {
        await refusal(again, 'conflict');
      }
      assert.equal((await ctx.harness.peek(room)).length, 1);
    },
  },
  {
    name: 'the same uid created many times at once is one event',
    async run(ctx) {
      const room = await oneRoom(ctx);
      const draft = draftOf([room], noon);
      const attempts = Array.from({ length: 6 }, () => ctx.backend.doCreate(draft, call()));
      const results = await Promise.allSettled(attempts);
      assert.ok(results.some(({ status }) => status === 'fulfilled'));
      assert.equal((await ctx.harness.peek(room)).length, 1);
      if (!ctx.capabilities.idempotentCreate) return;
      assert.ok(results.every(({ status }) => status === 'fulfilled'));
    },
  },
  {
    name: 'another event with the same uid is a conflict, not an overwrite',
    async run(ctx) {
      const room = await oneRoom(ctx);
      const draft = draftOf([room], noon, { title: 'First' });
      await ctx.backend.doCreate(draft, call());
      const later = span('2027-03-02T16:00:00Z', 60);
      const other = draftOf([room], later, { uid: draft.uid, title: 'Second' });
      await refusal(ctx.backend.doCreate(other, call()), 'conflict');
      const peeked = await ctx.harness.peek(room);
      assert.deepEqual(
        peeked.map(({ title }) => title),
        ['First'],
      );
    },
  },
  {
    name: 'an end that is not after the start is invalid, and nothing is written',
    async run(ctx) {
      const room = await oneRoom(ctx);
      for (const end of [noon.start, addMs(noon.start, -hourMs)]) {
        const draft = draftOf([room], { start: noon.start, end });
        await refusal(ctx.backend.doCreate(draft, call()), 'invalid-request');
      }
      assert.deepEqual(await ctx.harness.peek(room), []);
    },
  },
  {
    name: 'a room that does not exist is refused as such',
    async run(ctx) {
      const draft = draftOf([ctx.harness.missingRoom()], noon);
      await refusal(ctx.backend.doCreate(draft, call()), 'room-not-found');
    },
  },
  {
    name: 'one event in two rooms is in both, or refused where that is not declared',
    async run(ctx) {
      const rooms = await roomsOf(ctx, 2);
      const creating = ctx.backend.doCreate(draftOf(rooms, noon), call());
      if (ctx.capabilities.roomsPerEvent < 2) {
        await refusal(creating, 'invalid-request', 'unsupported');
      } else {
        const event = await ctx.backend.doGet(await creating, call());
        assert.deepEqual(
          event.answers.map(({ roomId }) => roomId).toSorted(),
          rooms.map(({ roomId }) => roomId).toSorted(),
        );
      }
      const expected = ctx.capabilities.roomsPerEvent < 2 ? 0 : 1;
      for (const room of rooms) {
        assert.equal((await ctx.harness.peek(room)).length, expected);
      }
    },
  },
  {
    name: 'one event in two rooms of which one is taken is in neither',
    async run(ctx) {
      const [free, taken] = await roomsOf(ctx, 2);
      assert.ok(free && taken);
      await ctx.harness.writeOutside(taken, outside(noon));
      const refuses =
        ctx.capabilities.referee === 'server' && ctx.capabilities.roomAnswer === 'immediate';
      const creating = ctx.backend.doCreate(draftOf([free, taken], noon), call());
      if (ctx.capabilities.roomsPerEvent < 2) {
        await refusal(creating, 'invalid-request', 'unsupported');
      } else if (refuses) {
        await refusal(creating, 'conflict');
      } else {
        await creating;
        return;
      }
      assert.deepEqual(await ctx.harness.peek(free), []);
    },
  },
  {
    name: 'a recurring event is refused as unsupported, or every date of it is written',
    async run(ctx) {
      const room = await oneRoom(ctx);
      const recurrence = {
        rrule: 'FREQ=DAILY;COUNT=4',
        exceptions: [addMs(noon.start, 24 * hourMs)],
      };
      const creating = ctx.backend.doCreate(draftOf([room], noon, { recurrence }), call());
      if (!ctx.capabilities.recurringWrites) {
        await refusal(creating, 'unsupported');
        assert.deepEqual(await ctx.harness.peek(room), []);
        return;
      }
      await creating;
      const events = await eventsOf(ctx, room, span('2027-03-01T00:00:00Z', 10 * 24 * 60));
      assert.deepEqual(
        events.map(({ start }) => start),
        [0, 2, 3].map((days) => addMs(noon.start, days * 24 * hourMs)),
      );
    },
  },
];
