import assert from 'node:assert/strict';
import type { EventRef } from '@/lib/calendar/backend';
import { addMs, hourMs } from '@/lib/core/time/instant';
import {
  at,
  busyOf,
  type Check,
  type CheckContext,
  call,
  eventsOf,
  failure,
  handleIn,
  outside,
  refusal,
  span,
} from '@/tests/conformance/checks/check';
import {
  afternoon,
  createMondays,
  dateOf,
  type ExpectedSeries,
  expectSeries,
  mondays,
  movedDate,
  moveThird,
  plainDate,
  seriesCheck,
  spring,
  third,
  timesOf,
} from '@/tests/conformance/checks/series-fixture';
import { deepFreeze } from '@/tests/conformance/support/deep-freeze';

const fourth = at('2027-04-12T08:00:00Z');
const guest = { email: 'guest@example.org' };
const thirdMoved: ExpectedSeries = {
  ...mondays,
  dates: mondays.dates.with(2, movedDate(third, afternoon)),
  moved: [movedDate(third, afternoon)],
};

export const seriesChangeChecks: readonly Check[] = [
  seriesCheck(
    'one date of a series moves alone, and keeps its original start',
    async (ctx, room) => {
      const ref = await createMondays(ctx, room);
      const moved = await moveThird(ctx, ref);
      assert.equal(moved.recurrenceId, third);
      assert.notEqual(moved.version, ref.version);
      await expectSeries(ctx, room, thirdMoved);
      const event = await ctx.backend.doGet(moved, call());
      assert.deepEqual([event.start, event.end], [afternoon.start, afternoon.end]);
      const day = span('2027-04-05T00:00:00Z', 24 * 60);
      assert.deepEqual(timesOf(await busyOf(ctx, room, day)), [afternoon]);
    },
  ),
  seriesCheck('a date that was moved moves again', async (ctx, room) => {
    const moved = await moveThird(ctx, await createMondays(ctx, room));
    const evening = span('2027-04-06T17:00:00Z', 30);
    await ctx.backend.doUpdate(moved, evening, 'one', call());
    await expectSeries(ctx, room, {
      ...mondays,
      dates: mondays.dates.with(2, movedDate(third, evening)),
      moved: [movedDate(third, evening)],
    });
  }),
  seriesCheck('one date of a series that is cancelled leaves the others', async (ctx, room) => {
    const ref = await moveThird(ctx, await createMondays(ctx, room));
    await ctx.backend.doCancel(dateOf(ref, third), 'one', call());
    const now = (await ctx.backend.doGet(dateOf(ref, fourth), call())).ref;
    assert.notEqual(now.version, ref.version);
    await ctx.backend.doCancel(now, 'one', call());
    const exceptions = [...mondays.exceptions, third, fourth];
    await expectSeries(ctx, room, { ...mondays, dates: mondays.dates.slice(0, 2), exceptions });
    const again = dateOf({ ...ref, version: null }, third);
    await refusal(ctx.backend.doCancel(again, 'one', call()), 'event-not-found');
    assert.equal((await busyOf(ctx, room, spring)).length, 2);
  }),
  seriesCheck('cancelling the last date that is left removes the series', async (ctx, room) => {
    const { uid, version: _old, ...ref } = await createMondays(ctx, room);
    for (const { recurrenceId } of mondays.dates) {
      const date = dateOf({ ...ref, uid, version: null }, recurrenceId);
      await ctx.backend.doCancel(date, 'one', call());
    }
    assert.equal(await ctx.backend.doFindByUid({ rooms: [room], uid }, call()), null);
    assert.deepEqual(await ctx.harness.peek(room), []);
  }),
  seriesCheck('cancelling a series as a whole removes every date', async (ctx, room) => {
    const ref = await moveThird(ctx, await createMondays(ctx, room));
    await ctx.backend.doCancel(ref, 'all', call());
    assert.deepEqual(await ctx.harness.peek(room), []);
    assert.deepEqual(await eventsOf(ctx, room, spring), []);
  }),
  seriesCheck(
    'a series moves as a whole, with what was done to single dates',
    async (ctx, room) => {
      const ref = await moveThird(ctx, await createMondays(ctx, room));
      const whole = deepFreeze({ ...ref, recurrenceId: null });
      const tuesday = deepFreeze(span('2027-03-16T10:00:00Z', 45));
      const moved = await ctx.backend.doUpdate(whole, tuesday, 'all', call());
      assert.equal(moved.recurrenceId, null);
      const override = movedDate(at('2027-04-06T09:00:00Z'), span('2027-04-06T14:00:00Z', 90));
      await expectSeries(ctx, room, {
        rrule: mondays.rrule,
        exceptions: [at('2027-03-23T10:00:00Z')],
        dates: [
          plainDate('2027-03-16T10:00:00Z', 45),
          plainDate('2027-03-30T09:00:00Z', 45),
          override,
          plainDate('2027-04-13T09:00:00Z', 45),
        ],
        moved: [override],
      });
    },
  ),
  seriesCheck(
    'a series that is cut short keeps what was done to its earlier dates',
    async (ctx, room) => {
      const once = await moveThird(ctx, await createMondays(ctx, room));
      const far = span('2027-05-03T06:00:00Z', 60);
      const twice = await ctx.backend.doUpdate(dateOf(once, fourth), far, 'one', call());
      const rrule = 'FREQ=WEEKLY;UNTIL=20270405T080000Z';
      const change = deepFreeze({ recurrence: { rrule, exceptions: [] } });
      await ctx.backend.doUpdate({ ...twice, recurrenceId: null }, change, 'all', call());
      await expectSeries(ctx, room, { ...thirdMoved, rrule, dates: thirdMoved.dates.slice(0, 3) });
      assert.equal((await busyOf(ctx, room, spring)).length, 3);
    },
  ),
  seriesCheck('exceptions that come with a new rule add to those that stand', async (ctx, room) => {
    const ref = await moveThird(ctx, await createMondays(ctx, room));
    const second = at('2027-03-29T08:00:00Z');
    const rrule = 'FREQ=WEEKLY;COUNT=6';
    const change = { recurrence: { rrule, exceptions: [second] } };
    await ctx.backend.doUpdate(dateOf(ref, third), change, 'all', call());
    const [first] = mondays.dates;
    assert.ok(first);
    const added = plainDate('2027-04-19T08:00:00Z');
    await expectSeries(ctx, room, {
      rrule,
      exceptions: [...mondays.exceptions, second],
      dates: [first, ...thirdMoved.dates.slice(2), added],
      moved: thirdMoved.moved,
    });
  }),
  seriesCheck(
    'a change of the rule that is none is refused and changes nothing',
    async (ctx, room) => {
      const ref = await createMondays(ctx, room);
      for (const rrule of ['FREQ=SECONDLY', 'FREQ=WEEKLY;BYDAY=TU', 'FREQ=DAILY;COUNT=100000']) {
        const change = { recurrence: { rrule, exceptions: [] } };
        await refusal(ctx.backend.doUpdate(ref, change, 'all', call()), 'invalid-request');
      }
      const change = { recurrence: { rrule: 'FREQ=WEEKLY;COUNT=2', exceptions: [] } };
      const date = dateOf(ref, third);
      await refusal(ctx.backend.doUpdate(date, change, 'one', call()), 'invalid-request');
      await expectSeries(ctx, room, mondays);
    },
  ),
  seriesCheck(
    'a new title of a series is that of each date, and nothing moves',
    async (ctx, room) => {
      const ref = await moveThird(ctx, await createMondays(ctx, room));
      const change = { title: 'Renamed' };
      await ctx.backend.doUpdate({ ...ref, recurrenceId: null }, change, 'all', call());
      await expectSeries(ctx, room, thirdMoved);
      const whole = await ctx.backend.doFindByUid({ rooms: [room], uid: ref.uid }, call());
      assert.ok(whole);
      const query = { ref: whole.ref, window: spring };
      const dates = await ctx.backend.doListOccurrences(query, call());
      assert.deepEqual(new Set(dates.map(({ title }) => title)), new Set(['Renamed']));
      if (ctx.capabilities.writeMode === 'invite') return;
      const events = await eventsOf(ctx, room, spring);
      assert.deepEqual(new Set(events.map(({ title }) => title)), new Set(['Renamed']));
    },
  ),
  seriesCheck('a new title of one date is its own', async (ctx, room) => {
    const named = await nameThird(ctx, room);
    await expectTexts(ctx, room, named, ['Conformance', 'Conformance', 'Once', 'Conformance']);
    assert.equal((await ctx.backend.doGet(named, call())).title, 'Once');
    const whole = await ctx.backend.doGet({ ...named, recurrenceId: null }, call());
    assert.equal(whole.title, 'Conformance');
    await expectSeries(ctx, room, { ...mondays, moved: [plainDate('2027-04-05T08:00:00Z')] });
  }),
  seriesCheck('what is said of one date alone stays when the series changes', async (ctx, room) => {
    const named = await nameThird(ctx, room);
    const whole = deepFreeze({ ...named, recurrenceId: null });
    const renamed = await ctx.backend.doUpdate(whole, { title: 'Renamed' }, 'all', call());
    await expectTexts(ctx, room, named, ['Renamed', 'Renamed', 'Once', 'Renamed']);
    const tuesday = deepFreeze(span('2027-03-16T10:00:00Z', 45));
    const moved = await ctx.backend.doUpdate(renamed, tuesday, 'all', call());
    const recurrence = { rrule: 'FREQ=WEEKLY;COUNT=6', exceptions: [] };
    await ctx.backend.doUpdate(moved, deepFreeze({ recurrence }), 'all', call());
    await expectTexts(ctx, room, named, ['Renamed', 'Renamed', 'Once', 'Renamed', 'Renamed']);
  }),
  seriesCheck('a date of a series must be named, and be one of it', async (ctx, room) => {
    const ref = await createMondays(ctx, room);
    const { backend } = ctx;
    await refusal(backend.doUpdate(ref, afternoon, 'one', call()), 'invalid-request');
    await refusal(backend.doCancel(ref, 'one', call()), 'invalid-request');
    for (const missing of [...mondays.exceptions, addMs(third, hourMs)]) {
      const date = dateOf(ref, missing);
      await refusal(backend.doUpdate(date, afternoon, 'one', call()), 'event-not-found');
      await refusal(backend.doCancel(date, 'one', call()), 'event-not-found');
    }
    await expectSeries(ctx, room, mondays);
  }),
  seriesCheck(
    'writing to a series with an old version is stale, and changes nothing',
    async (ctx, room) => {
      const old = await createMondays(ctx, room);
      await moveThird(ctx, old);
      if (!ctx.capabilities.versions) return;
      const { backend } = ctx;
      const later = span('2027-04-12T14:00:00Z', 60);
      await refusal(backend.doUpdate(dateOf(old, fourth), later, 'one', call()), 'stale');
      await refusal(
        backend.doUpdate(old, span('2027-03-16T10:00:00Z', 45), 'all', call()),
        'stale',
      );
      await refusal(backend.doCancel(dateOf(old, fourth), 'one', call()), 'stale');
      await refusal(backend.doCancel(old, 'all', call()), 'stale');
      await expectSeries(ctx, room, thirdMoved);
    },
  ),
  seriesCheck(
    'a series is not moved onto what is taken where the server is the referee',
    movesOntoTaken,
  ),
  seriesCheck('the change feed brings what was done to one date of a series', async (ctx, room) => {
    const ref = await createMondays(ctx, room);
    if (!ctx.capabilities.changeFeed) return;
    const { cursor } = await ctx.backend.doListChanges({ room, cursor: null }, call());
    const handle = await handleIn(ctx, room, ref);
    const moved = await moveThird(ctx, ref);
    const afterMove = await ctx.backend.doListChanges({ room, cursor }, call());
    assert.deepEqual(handlesIn(afterMove), [[handle, false]]);
    await ctx.backend.doCancel(dateOf(moved, fourth), 'one', call());
    const afterCancel = await ctx.backend.doListChanges({ room, cursor: afterMove.cursor }, call());
    assert.deepEqual(handlesIn(afterCancel), [[handle, false]]);
    const gone = dateOf({ ...ref, version: null }, third);
    await ctx.backend.doCancel(gone, 'all', call());
    const atLast = await ctx.backend.doListChanges({ room, cursor: afterCancel.cursor }, call());
    assert.deepEqual(handlesIn(atLast), [[handle, true]]);
  }),
];

/** The Mondays, the third with texts of its own. */
async function nameThird(
  ctx: CheckContext,
  room: Parameters<typeof createMondays>[1],
): Promise<EventRef> {
  const ref = dateOf(await createMondays(ctx, room), third);
  const texts = { title: 'Once', description: 'Only once', attendees: [guest] };
  return ctx.backend.doUpdate(ref, deepFreeze(texts), 'one', call());
}

/**
 * These titles, and the guest on the date that has its own, on no other. A room that is only invited
 * may keep less in its calendar.
 */
async function expectTexts(
  ctx: CheckContext,
  room: Parameters<typeof createMondays>[1],
  ref: EventRef,
  titles: readonly string[],
): Promise<void> {
  const query = { ref: { ...ref, recurrenceId: null }, window: spring };
  const told = [await ctx.backend.doListOccurrences(deepFreeze(query), call())];
  if (ctx.capabilities.writeMode === 'direct') told.push(await eventsOf(ctx, room, spring));
  for (const events of told) {
    assert.deepEqual(
      events.map(({ title, attendees }) => [title, attendees.map(({ email }) => email)]),
      titles.map((title) => [title, title === 'Once' ? [guest.email] : []]),
    );
  }
}

async function movesOntoTaken(
  ctx: CheckContext,
  room: Parameters<typeof createMondays>[1],
): Promise<void> {
  const { referee, roomAnswer } = ctx.capabilities;
  if (referee !== 'server' || roomAnswer !== 'immediate') return;
  const ref = await createMondays(ctx, room);
  await ctx.harness.writeOutside(room, outside(span('2027-04-05T14:00:00Z', 60)));
  const { backend } = ctx;
  await refusal(backend.doUpdate(dateOf(ref, third), afternoon, 'one', call()), 'conflict');
  const all = span('2027-03-15T15:00:00Z', 60);
  await refusal(backend.doUpdate(ref, all, 'all', call()), 'conflict');
  const events = await eventsOf(ctx, room, spring);
  const own = events.filter((event) => event.ref.uid === ref.uid);
  assert.deepEqual(
    own.map(({ start }) => start),
    mondays.dates.map(({ start }) => start),
  );
  assert.equal((await ctx.backend.doGet(ref, call())).ref.version, ref.version);
  await failure(backend.doGet(dateOf(ref, all.start), call()), 'event-not-found');
}

function handlesIn(page: Awaited<ReturnType<CheckContext['backend']['doListChanges']>>) {
  assert.ok(!page.gap, 'a cursor that was given is no gap');
  return page.changes.map(({ handle, removed }) => [handle, removed]);
}
