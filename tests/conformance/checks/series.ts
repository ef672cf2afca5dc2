import assert from 'node:assert/strict';
import { addMs } from '@/lib/core/time/instant';
import { zoneId } from '@/lib/core/time/zone';
import {
  at,
  busyOf,
  type Check,
  type CheckContext,
  call,
  draftOf,
  eventsOf,
  failure,
  oneRoom,
  outside,
  refusal,
  span,
} from '@/tests/conformance/checks/check';
import {
  createMondays,
  dateOf,
  expectSeries,
  mondays,
  mondaysDraft,
  plainDate,
  seriesCheck,
  spring,
  timesOf,
} from '@/tests/conformance/checks/series-fixture';

interface ZoneCase {
  readonly zone: string;
  /** Starts of three days in a row, the clocks changing on the second, at a time that they skip or repeat. */
  readonly starts: readonly [string, string, string];
}

const changeDays: readonly ZoneCase[] = [
  {
    zone: 'Europe/Paris',
    starts: ['2027-03-27T01:30:00Z', '2027-03-28T01:30:00Z', '2027-03-29T00:30:00Z'],
  },
  {
    zone: 'Europe/Paris',
    starts: ['2027-10-30T00:30:00Z', '2027-10-31T00:30:00Z', '2027-11-01T01:30:00Z'],
  },
  {
    zone: 'America/New_York',
    starts: ['2027-03-13T07:30:00Z', '2027-03-14T07:30:00Z', '2027-03-15T06:30:00Z'],
  },
  {
    zone: 'America/New_York',
    starts: ['2027-11-06T05:30:00Z', '2027-11-07T05:30:00Z', '2027-11-08T06:30:00Z'],
  },
  {
    zone: 'Australia/Lord_Howe',
    starts: ['2027-04-02T14:45:00Z', '2027-04-03T14:45:00Z', '2027-04-04T15:15:00Z'],
  },
  {
    zone: 'Australia/Lord_Howe',
    starts: ['2027-10-01T15:45:00Z', '2027-10-02T15:45:00Z', '2027-10-03T15:15:00Z'],
  },
  {
    zone: 'Africa/Casablanca',
    starts: ['2027-02-06T01:30:00Z', '2027-02-07T01:30:00Z', '2027-02-08T02:30:00Z'],
  },
  {
    zone: 'Africa/Casablanca',
    starts: ['2027-03-13T02:30:00Z', '2027-03-14T02:30:00Z', '2027-03-15T01:30:00Z'],
  },
];

/** None of these names dates that a room could be held for from the first on. */
const refusedRules = [
  'every day',
  'FREQ=SECONDLY',
  'FREQ=HOURLY;COUNT=3',
  'FREQ=DAILY;COUNT=0',
  'FREQ=DAILY;COUNT=3;UNTIL=20270401T000000Z',
  'FREQ=DAILY;UNTIL=20260101T000000Z',
  'FREQ=WEEKLY;BYDAY=TU;COUNT=3',
  'FREQ=DAILY;COUNT=100000',
  'FREQ=DAILY;UNTIL=99991231T000000Z',
  'FREQ=DAILY;COUNT=3\r\nX-INJECTED:1',
];

export const seriesChecks: readonly Check[] = [
  seriesCheck('a series keeps the wall clock of its zone when clocks change', async (ctx) => {
    for (const { zone, starts } of changeDays) await keepsWallClock(ctx, zone, starts);
  }),
  seriesCheck('each date of a series is found by its original start', async (ctx, room) => {
    const ref = await createMondays(ctx, room);
    for (const date of mondays.dates) {
      const event = await ctx.backend.doGet(dateOf(ref, date.recurrenceId), call());
      const { recurrenceId, version } = event.ref;
      assert.deepEqual({ recurrenceId, start: event.start, end: event.end }, date);
      assert.equal(version, ref.version);
    }
    for (const missing of [...mondays.exceptions, at('2027-03-16T09:00:00Z')]) {
      await failure(ctx.backend.doGet(dateOf(ref, missing), call()), 'event-not-found');
    }
  }),
  seriesCheck('a series is found as a whole by its uid, and by what names no date', async (ctx) => {
    const room = await oneRoom(ctx);
    const ref = await createMondays(ctx, room);
    const found = await ctx.backend.doFindByUid({ rooms: [room], uid: ref.uid }, call());
    const whole = await ctx.backend.doGet(ref, call());
    for (const event of [found, whole]) {
      assert.equal(event?.ref.recurrenceId, null);
      assert.deepEqual(
        [event?.start, event?.end],
        [at('2027-03-15T09:00:00Z'), at('2027-03-15T10:00:00Z')],
      );
      assert.equal(event?.ref.version, ref.version);
    }
  }),
  seriesCheck(
    'a series is busy on each of its dates, and not on those left out',
    async (ctx, room) => {
      await createMondays(ctx, room);
      assert.deepEqual(timesOf(await busyOf(ctx, room, spring)), timesOf(mondays.dates));
    },
  ),
  seriesCheck(
    'rules that are none, or without measure, are refused and nothing is written',
    async (ctx, room) => {
      for (const rrule of refusedRules) {
        const recurrence = { rrule, exceptions: [] };
        const draft = draftOf([room], span('2027-03-15T09:00:00Z', 60), { recurrence });
        await refusal(ctx.backend.doCreate(draft, call()), 'invalid-request');
      }
      assert.deepEqual(await ctx.harness.peek(room), []);
    },
  ),
  seriesCheck(
    'a series without a date that is left is refused and nothing is written',
    async (ctx, room) => {
      const start = at('2027-03-15T09:00:00Z');
      const recurrence = { rrule: 'FREQ=DAILY;COUNT=1', exceptions: [start] };
      const draft = draftOf([room], span('2027-03-15T09:00:00Z', 60), { recurrence });
      await refusal(ctx.backend.doCreate(draft, call()), 'invalid-request');
      assert.deepEqual(await ctx.harness.peek(room), []);
    },
  ),
  seriesCheck('a series without an end is refused, or goes on and on', async (ctx, room) => {
    const recurrence = { rrule: 'FREQ=WEEKLY', exceptions: [] };
    const draft = draftOf([room], span('2027-03-15T09:00:00Z', 60), { recurrence });
    const error = await ctx.backend.doCreate(draft, call()).then(
      () => null,
      (thrown: unknown) => thrown,
    );
    const later = await busyOf(ctx, room, span('2027-03-15T00:00:00Z', 52 * 7 * 24 * 60));
    if (error) await refusal(Promise.reject(error), 'invalid-request');
    assert.equal(later.length, error ? 0 : 52);
  }),
  seriesCheck(
    'the same series created twice is one, another rule under its uid is a conflict',
    async (ctx, room) => {
      const draft = mondaysDraft(room);
      const first = await ctx.backend.doCreate(draft, call());
      const again = ctx.backend.doCreate(draft, call());
      if (ctx.capabilities.idempotentCreate) assert.equal((await again).handle, first.handle);
      else await refusal(again, 'conflict');
      const { recurrence: _rule, ...single } = draft;
      const others = [
        single,
        { ...draft, recurrence: { rrule: 'FREQ=WEEKLY;COUNT=6', exceptions: mondays.exceptions } },
        { ...draft, recurrence: { rrule: mondays.rrule, exceptions: [] } },
      ];
      for (const other of others) await refusal(ctx.backend.doCreate(other, call()), 'conflict');
      await expectSeries(ctx, room, mondays);
    },
  ),
  seriesCheck(
    'a series over one taken date is refused whole where the server is the referee',
    async (ctx, room) => {
      await ctx.harness.writeOutside(room, outside(span('2027-04-05T08:30:00Z', 15)));
      const creating = ctx.backend.doCreate(mondaysDraft(room), call());
      const { referee, roomAnswer } = ctx.capabilities;
      if (referee === 'server' && roomAnswer === 'immediate') {
        await refusal(creating, 'conflict');
        assert.equal((await eventsOf(ctx, room, spring)).length, 1);
      } else {
        await creating;
        assert.equal((await eventsOf(ctx, room, spring)).length, 5);
      }
    },
  ),
];

async function keepsWallClock(
  ctx: CheckContext,
  zone: string,
  starts: readonly [string, string, string],
): Promise<void> {
  const room = await oneRoom(ctx);
  const rrule = 'FREQ=DAILY;COUNT=3';
  const when = span(starts[0], 10);
  const recurrence = { rrule, exceptions: [] };
  const draft = draftOf([room], when, { timeZone: zoneId(zone), recurrence });
  await ctx.backend.doCreate(draft, call());
  const dates = starts.map((start) => plainDate(start, 10));
  await expectSeries(ctx, room, { rrule, exceptions: [], dates, moved: [] });
  const window = { start: addMs(when.start, -1), end: addMs(at(starts[2]), 1) };
  assert.equal((await busyOf(ctx, room, window)).length, 3, zone);
}
