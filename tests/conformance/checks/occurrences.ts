import assert from 'node:assert/strict';
import type { CalendarEvent, EventRef, RoomRef } from '@/lib/calendar/backend';
import { addMs, minuteMs } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';
import {
  at,
  type Check,
  type CheckContext,
  call,
  draftOf,
  failure,
  oneRoom,
  outside,
  refusal,
  roomsOf,
  span,
} from '@/tests/conformance/checks/check';
import {
  afternoon,
  createMondays,
  dateOf,
  mondays,
  mondaysDraft,
  movedDate,
  moveThird,
  seriesCheck,
  spring,
  third,
} from '@/tests/conformance/checks/series-fixture';
import type { SeriesDate } from '@/tests/conformance/harness';
import { deepFreeze } from '@/tests/conformance/support/deep-freeze';

const noon = span('2027-03-02T12:00:00Z', 60);
const fourth = at('2027-04-12T08:00:00Z');

function datesOf({ backend }: CheckContext, ref: EventRef, window: Interval) {
  const { start, end } = window;
  return backend.doListOccurrences(deepFreeze({ ref, window: { start, end } }), call());
}

function named(dates: readonly CalendarEvent[]) {
  return dates.map(({ ref, start, end }) => ({ recurrenceId: ref.recurrenceId, start, end }));
}

async function expectDates(
  ctx: CheckContext,
  ref: EventRef,
  window: Interval,
  expected: readonly SeriesDate[],
): Promise<void> {
  assert.deepEqual(named(await datesOf(ctx, ref, window)), expected);
}

/**
 * The Mondays with the third moved into its afternoon and the fourth before all others; where no date
 * may pass another, that is refused, and the fourth moves far away.
 */
async function createMoved(ctx: CheckContext, room: RoomRef) {
  const early = span('2027-03-10T06:00:00Z', 30);
  const late = span('2027-05-20T06:00:00Z', 30);
  const ref = await moveThird(ctx, await createMondays(ctx, room));
  const passes = ctx.capabilities.dateMoves === 'anywhere';
  const move = (to: Interval) => ctx.backend.doUpdate(dateOf(ref, fourth), to, 'one', call());
  if (!passes) await refusal(move(early), 'unsupported');
  const moved = await move(passes ? early : late);
  const far = movedDate(fourth, passes ? early : late);
  const others = [...mondays.dates.slice(0, 2), movedDate(third, afternoon)];
  const dates = passes ? [far, ...others] : [...others, far];
  return { ref: deepFreeze({ ...moved, recurrenceId: null }), dates, far };
}

export const occurrencesChecks: readonly Check[] = [
  {
    name: 'a single event has one date, which it is itself',
    async run(ctx) {
      const room = await oneRoom(ctx);
      const ref = await ctx.backend.doCreate(draftOf([room], noon), call());
      const inside = { start: at('2027-03-02T12:59:00Z'), end: at('2027-03-02T13:30:00Z') };
      const dates = await datesOf(ctx, ref, inside);
      assert.deepEqual(named(dates), [{ recurrenceId: null, ...noon }]);
      const { answers, kind, ref: read } = await ctx.backend.doGet(ref, call());
      assert.deepEqual([dates[0]?.answers, dates[0]?.kind], [answers, kind]);
      assert.equal(dates[0]?.ref.version, read.version);
      for (const beside of ['2027-03-02T11:00:00Z', '2027-03-02T13:00:00Z']) {
        assert.deepEqual(await datesOf(ctx, ref, span(beside, 60)), []);
      }
    },
  },
  seriesCheck(
    'the dates of a series are those in the window where they now stand, sorted',
    async (ctx, room) => {
      const { ref, dates, far } = await createMoved(ctx, room);
      await expectDates(ctx, ref, spring, dates);
      await expectDates(ctx, ref, afternoon, [movedDate(third, afternoon)]);
      const lastMinute = { start: addMs(far.end, -minuteMs), end: addMs(far.end, 59 * minuteMs) };
      await expectDates(ctx, ref, lastMinute, [far]);
      for (const original of ['2027-04-05T08:00:00Z', '2027-04-12T08:00:00Z']) {
        await expectDates(ctx, ref, span(original, 60), []);
      }
    },
  ),
  seriesCheck('each date of a series has a name, which leads to it', async (ctx, room) => {
    const { ref, dates } = await createMoved(ctx, room);
    const told = await datesOf(ctx, ref, spring);
    assert.equal(told.length, dates.length);
    for (const date of told) {
      const event = await ctx.backend.doGet(deepFreeze(date.ref), call());
      assert.deepEqual(named([event]), named([date]));
      assert.equal(event.title, date.title);
    }
  }),
  seriesCheck('whichever date of a series is named, all its dates are told', async (ctx, room) => {
    const ref = await createMondays(ctx, room);
    await expectDates(ctx, dateOf(ref, third), spring, mondays.dates);
  }),
  seriesCheck('dates that were cancelled are not among those of a series', async (ctx, room) => {
    const moved = await moveThird(ctx, await createMondays(ctx, room));
    await ctx.backend.doCancel(moved, 'one', call());
    const { ref } = await ctx.backend.doGet({ ...moved, recurrenceId: null }, call());
    await ctx.backend.doCancel(dateOf(ref, fourth), 'one', call());
    await expectDates(ctx, ref, spring, mondays.dates.slice(0, 2));
  }),
  {
    name: 'the dates of an event that is gone are event-not-found, not none',
    async run(ctx) {
      const room = await oneRoom(ctx);
      const cancelled = await ctx.backend.doCreate(draftOf([room], noon), call());
      await ctx.backend.doCancel(cancelled, 'all', call());
      await failure(datesOf(ctx, cancelled, spring), 'event-not-found');
      const removed = await ctx.backend.doCreate(draftOf([room], noon), call());
      await ctx.harness.removeOutside(room, removed.uid);
      await failure(datesOf(ctx, removed, spring), 'event-not-found');
    },
  },
  {
    name: 'each date of a series tells the answer of each of its rooms, and is told once',
    async run(ctx) {
      const { backend, capabilities } = ctx;
      if (!capabilities.recurringWrites) return;
      const rooms = await roomsOf(ctx, Math.min(2, capabilities.roomsPerEvent));
      const [first, ...others] = rooms;
      assert.ok(first);
      const ref = await backend.doCreate({ ...mondaysDraft(first), rooms }, call());
      if (capabilities.respond) await backend.doRespond(ref, first, 'tentative', call());
      const later = ctx.harness.roomsAnswer ?? 'pending';
      const usual = capabilities.roomAnswer === 'later' ? later : 'accepted';
      const expected = new Map(others.map(({ roomId }) => [roomId, usual]));
      expected.set(first.roomId, capabilities.respond ? 'tentative' : usual);
      const dates = await datesOf(ctx, ref, spring);
      assert.deepEqual(named(dates), mondays.dates);
      for (const { answers } of dates) {
        assert.deepEqual(new Map(answers.map(({ roomId, answer }) => [roomId, answer])), expected);
      }
    },
  },
  {
    name: 'a series of others is told date by date',
    async run(ctx) {
      const room = await oneRoom(ctx);
      const moved = [movedDate(third, afternoon)];
      const dates = mondays.dates.with(2, movedDate(third, afternoon));
      const { rrule, exceptions } = mondays;
      const series = { timeZone: mondaysDraft(room).timeZone, rrule, exceptions, moved, dates };
      const event = outside(span('2027-03-15T09:00:00Z', 60), { series });
      await ctx.harness.writeOutside(room, event);
      const query = { rooms: [room], uid: event.uid };
      const found = await ctx.backend.doFindByUid(query, call());
      assert.ok(found);
      await expectDates(ctx, found.ref, spring, dates);
    },
  },
];
