import assert from 'node:assert/strict';
import { hourMs } from '@/lib/core/time/instant';
import { type Interval, overlaps } from '@/lib/core/time/interval';
import { zoneId } from '@/lib/core/time/zone';
import {
  at,
  busy,
  busyOf,
  type Check,
  type CheckContext,
  call,
  draftOf,
  eventsOf,
  oneRoom,
  outside,
  span,
} from '@/tests/conformance/checks/check';
import type { OutsideSeries } from '@/tests/conformance/harness';

interface TimeCase {
  readonly zone: string;
  readonly when: Interval;
}

/** Offsets of half and quarter hours, and of more than a day's difference in date. */
const oddZones: readonly TimeCase[] = [
  { zone: 'Australia/Lord_Howe', when: span('2027-01-12T22:30:00Z', 45) },
  { zone: 'Asia/Kathmandu', when: span('2027-01-12T03:15:00Z', 30) },
  { zone: 'America/St_Johns', when: span('2027-01-13T03:20:00Z', 60) },
  { zone: 'Africa/Casablanca', when: span('2027-02-20T08:00:00Z', 60) },
  { zone: 'Pacific/Apia', when: span('2027-06-01T10:45:00Z', 60) },
  { zone: 'UTC', when: span('2027-06-02T23:30:00Z', 60) },
];

/** Around the hour that is skipped, and in both of the hours that the wall clock shows twice. */
const changeDays: readonly TimeCase[] = [
  { zone: 'Europe/Paris', when: span('2027-03-28T00:30:00Z', 60) },
  { zone: 'Europe/Paris', when: span('2027-10-31T00:15:00Z', 30) },
  { zone: 'Europe/Paris', when: span('2027-10-31T01:15:00Z', 30) },
  { zone: 'America/New_York', when: span('2027-03-14T06:30:00Z', 60) },
  { zone: 'America/New_York', when: span('2027-11-07T05:30:00Z', 20) },
  { zone: 'America/New_York', when: span('2027-11-07T06:30:00Z', 20) },
  { zone: 'Australia/Lord_Howe', when: span('2027-04-03T14:40:00Z', 20) },
  { zone: 'Australia/Lord_Howe', when: span('2027-04-03T15:10:00Z', 20) },
];

/** Mondays at 10:00 in Paris over a change of clocks; one left out, one moved, one moved far. */
const series: OutsideSeries = {
  timeZone: zoneId('Europe/Paris'),
  rrule: 'FREQ=WEEKLY;COUNT=5',
  exceptions: [at('2027-03-22T09:00:00Z')],
  moved: [
    { recurrenceId: at('2027-04-05T08:00:00Z'), ...span('2027-04-05T13:00:00Z', 90) },
    { recurrenceId: at('2027-04-12T08:00:00Z'), ...span('2027-05-20T06:00:00Z', 60) },
  ],
  dates: [
    { recurrenceId: at('2027-03-15T09:00:00Z'), ...span('2027-03-15T09:00:00Z', 60) },
    { recurrenceId: at('2027-03-29T08:00:00Z'), ...span('2027-03-29T08:00:00Z', 60) },
    { recurrenceId: at('2027-04-05T08:00:00Z'), ...span('2027-04-05T13:00:00Z', 90) },
    { recurrenceId: at('2027-04-12T08:00:00Z'), ...span('2027-05-20T06:00:00Z', 60) },
  ],
};
const newSeries = () => outside(span('2027-03-15T09:00:00Z', 60), { series });
const twoMonths = span('2027-03-10T00:00:00Z', 90 * 24 * 60);

export const timeChecks: readonly Check[] = [
  {
    name: 'what we create is at its exact instants, in odd zones',
    run: (ctx) => keepsInstants(ctx, oddZones),
  },
  {
    name: 'what we create is at its exact instants, on days when clocks change',
    run: (ctx) => keepsInstants(ctx, changeDays),
  },
  {
    name: 'what we move is at its exact instants',
    async run(ctx) {
      const room = await oneRoom(ctx);
      const ref = await ctx.backend.doCreate(
        draftOf([room], span('2027-03-02T09:00:00Z', 60)),
        call(),
      );
      const to = { ...span('2027-10-31T01:30:00Z', 45), timeZone: zoneId('America/St_Johns') };
      await ctx.backend.doUpdate(ref, Object.freeze(to), 'all', call());
      const [event] = await ctx.harness.peek(room);
      assert.deepEqual([event?.start, event?.end], [to.start, to.end]);
    },
  },
  {
    name: 'busy times of others are read at their exact instants',
    async run(ctx) {
      for (const { when } of [...oddZones, ...changeDays]) {
        const room = await oneRoom(ctx);
        await ctx.harness.writeOutside(room, outside(when));
        assert.deepEqual(await busyOf(ctx, room, around(when)), [busy(when)]);
      }
    },
  },
  {
    name: 'an event over midnight and several days is one piece',
    async run(ctx) {
      const room = await oneRoom(ctx);
      const when = span('2027-03-02T22:30:00Z', 50 * 60);
      await ctx.backend.doCreate(draftOf([room], when), call());
      const [event] = await ctx.harness.peek(room);
      assert.deepEqual([event?.start, event?.end], [when.start, when.end]);
      assert.deepEqual(await startsAndEnds(ctx, room, around(when)), [when]);
    },
  },
  {
    name: 'a series of others is busy on each of its dates, without exceptions, with moved ones',
    async run(ctx) {
      const room = await oneRoom(ctx);
      await ctx.harness.writeOutside(room, newSeries());
      const expected = series.dates.map(({ start, end }) => busy({ start, end }));
      assert.deepEqual(await busyOf(ctx, room, twoMonths), expected);
    },
  },
  {
    name: 'a date moved far away is busy where it is now, and only there',
    async run(ctx) {
      const room = await oneRoom(ctx);
      await ctx.harness.writeOutside(room, newSeries());
      const now = span('2027-05-20T06:00:00Z', 60);
      assert.deepEqual(await busyOf(ctx, room, around(now)), [busy(now)]);
      assert.deepEqual(await busyOf(ctx, room, span('2027-04-12T00:00:00Z', 24 * 60)), []);
    },
  },
  {
    name: 'a later date of a series is found by a window that the first is not in',
    async run(ctx) {
      const room = await oneRoom(ctx);
      await ctx.harness.writeOutside(room, newSeries());
      const third = span('2027-03-29T08:00:00Z', 60);
      assert.deepEqual(await busyOf(ctx, room, third), [busy(third)]);
    },
  },
  {
    name: 'a list of events names each date of a series',
    async run(ctx) {
      const room = await oneRoom(ctx);
      const event = newSeries();
      await ctx.harness.writeOutside(room, event);
      const events = await eventsOf(ctx, room, twoMonths);
      assert.deepEqual(
        events.map(({ ref, start, end }) => ({ recurrenceId: ref.recurrenceId, start, end })),
        series.dates,
      );
      assert.ok(events.every(({ ref }) => ref.uid === event.uid));
    },
  },
];

async function keepsInstants(ctx: CheckContext, cases: readonly TimeCase[]): Promise<void> {
  for (const { zone, when } of cases) {
    const room = await oneRoom(ctx);
    await ctx.backend.doCreate(draftOf([room], when, { timeZone: zoneId(zone) }), call());
    const [event] = await ctx.harness.peek(room);
    assert.deepEqual([event?.start, event?.end], [when.start, when.end], zone);
    assert.deepEqual(await startsAndEnds(ctx, room, around(when)), [when], zone);
  }
}

async function startsAndEnds(
  ctx: CheckContext,
  room: Parameters<typeof busyOf>[1],
  window: Interval,
): Promise<readonly Interval[]> {
  const pieces = await busyOf(ctx, room, window);
  return pieces
    .filter((piece) => overlaps(piece, window))
    .map(({ start, end }) => ({ start, end }));
}

function around({ start, end }: Interval): Interval {
  return {
    start: at(new Date(start - 12 * hourMs).toISOString()),
    end: at(new Date(end + 12 * hourMs).toISOString()),
  };
}
