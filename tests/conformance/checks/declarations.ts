import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { zoneId } from '@/lib/core/time/zone';
import {
  type Check,
  call,
  draftOf,
  failure,
  roomsOf,
  span,
} from '@/tests/conformance/checks/check';
import { deepFreeze } from '@/tests/conformance/support/deep-freeze';

const noon = span('2027-03-02T12:00:00Z', 60);
const day = span('2027-03-02T00:00:00Z', 24 * 60);

export const declarationChecks: readonly Check[] = [
  {
    name: 'declared limits are positive, and the granularity is not negative',
    async run({ capabilities }) {
      const { freeBusy, concurrency, roomsPerEvent } = capabilities;
      for (const limit of [
        freeBusy.roomsPerCall,
        freeBusy.windowDays,
        concurrency,
        roomsPerEvent,
      ]) {
        assert.ok(Number.isInteger(limit) && limit > 0);
      }
      assert.ok(freeBusy.granularityMinutes >= 0);
    },
  },
  {
    name: 'notices are offered where they are declared, and only there',
    async run({ backend, capabilities }) {
      assert.equal(backend.push !== undefined, capabilities.push);
    },
  },
  {
    name: 'buffers make no event longer whose times others agreed to',
    async run({ capabilities: { buffers, writeMode } }) {
      assert.ok(
        buffers === 'unsupported' || (buffers === 'longer-event' && writeMode === 'direct'),
      );
    },
  },
  {
    name: 'as many rooms as are declared for one call are answered in one call',
    async run(ctx) {
      const count = Math.min(ctx.capabilities.freeBusy.roomsPerCall, 40);
      const rooms = await roomsOf(ctx, count);
      const answers = await ctx.backend.doFreeBusy({ rooms, window: day }, call());
      assert.deepEqual(
        answers.map(({ roomId, known }) => [roomId, known]),
        rooms.map(({ roomId }) => [roomId, true]),
      );
    },
  },
  {
    name: 'a window as long as declared is answered',
    async run(ctx) {
      const rooms = await roomsOf(ctx, 1);
      const minutes = ctx.capabilities.freeBusy.windowDays * 24 * 60;
      const window = span('2027-01-01T00:00:00Z', minutes);
      const [answer] = await ctx.backend.doFreeBusy({ rooms, window }, call());
      assert.ok(answer?.known);
    },
  },
  {
    name: 'arguments are not changed',
    async run({ backend, capabilities, harness }) {
      const rooms = deepFreeze(await harness.makeRooms(2));
      const [room] = rooms;
      assert.ok(room);
      const ctx = Object.freeze(call());
      const window = Object.freeze({ ...day });
      await backend.doFreeBusy(deepFreeze({ rooms, window }), ctx);
      await backend.doListEvents(deepFreeze({ room, window, cursor: null }), ctx);
      const draft = draftOf([room], noon, { attendees: [{ email: 'bob@example.org' }] });
      const ref = deepFreeze(await backend.doCreate(draft, ctx));
      await backend.doFindByUid(deepFreeze({ rooms, uid: draft.uid }), ctx);
      await backend.doGet(ref, ctx);
      await backend.doListOccurrences(deepFreeze({ ref, window }), ctx);
      const change = deepFreeze({ title: 'Changed', attendees: [{ email: 'eve@example.org' }] });
      const updated = deepFreeze(await backend.doUpdate(ref, change, 'all', ctx));
      await backend.doCancel(updated, 'all', ctx);
      if (capabilities.changeFeed) {
        await backend.doListChanges(deepFreeze({ room, cursor: null }), ctx);
      }
    },
  },
  {
    name: 'administration that is not declared is unsupported',
    async run({ backend, capabilities }) {
      const { admin } = capabilities;
      const request = { name: 'New', address: {}, timeZone: zoneId('Europe/Paris') };
      const refused = [
        !admin.listRooms && (() => backend.admin.doListRooms(call())),
        !admin.createCalendar && (() => backend.admin.doCreateCalendar(request, call())),
        !admin.deleteCalendar && (() => backend.admin.doDeleteCalendar({}, call())),
        !admin.provisionRoom && (() => backend.admin.doProvisionRoom(request, call())),
        !admin.deleteRoom && (() => backend.admin.doDeleteRoom({}, call())),
      ].filter((attempt) => attempt !== false);
      for (const attempt of refused) await failure(attempt(), 'unsupported');
    },
  },
  {
    name: 'a calendar that was made is empty, can be written to, and can be removed',
    async run({ backend, capabilities }) {
      const { createCalendar, deleteCalendar } = capabilities.admin;
      if (!createCalendar || !deleteCalendar) return;
      const name = `made-${randomUUID()}`;
      const request = { name, address: {}, timeZone: zoneId('Europe/Paris') };
      const address = await backend.admin.doCreateCalendar(request, call());
      const room = { roomId: randomUUID(), address };
      const [empty] = await backend.doFreeBusy({ rooms: [room], window: day }, call());
      assert.deepEqual(empty?.known && empty.busy, []);
      await backend.doCreate(draftOf([room], noon), call());
      await backend.admin.doDeleteCalendar(address, call());
      const [gone] = await backend.doFreeBusy({ rooms: [room], window: day }, call());
      assert.equal(gone?.known, false);
    },
  },
];
