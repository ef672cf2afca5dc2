import assert from 'node:assert/strict';
import type { EventRef, RoomRef } from '@/lib/calendar/backend';
import { addMs, hourMs, type Instant } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';
import {
  at,
  type Check,
  type CheckContext,
  call,
  draftOf,
  eventsOf,
  oneRoom,
  span,
} from '@/tests/conformance/checks/check';
import type { SeriesDate } from '@/tests/conformance/harness';
import { deepFreeze } from '@/tests/conformance/support/deep-freeze';

/** A series as it must be, the dates counted by hand. */
export interface ExpectedSeries {
  readonly rrule: string;
  readonly exceptions: readonly Instant[];
  readonly dates: readonly SeriesDate[];
  /** Those of the dates that are not where or as the rule has them. */
  readonly moved: readonly SeriesDate[];
}

/** Mondays at 10:00 in Paris over a change of clocks, the second left out. */
export const mondays: ExpectedSeries = deepFreeze({
  rrule: 'FREQ=WEEKLY;COUNT=5',
  exceptions: [at('2027-03-22T09:00:00Z')],
  dates: [
    plainDate('2027-03-15T09:00:00Z'),
    plainDate('2027-03-29T08:00:00Z'),
    plainDate('2027-04-05T08:00:00Z'),
    plainDate('2027-04-12T08:00:00Z'),
  ],
  moved: [],
});
export const third = at('2027-04-05T08:00:00Z');
export const afternoon = deepFreeze(span('2027-04-05T13:00:00Z', 90));
export const spring = deepFreeze(span('2027-03-01T00:00:00Z', 92 * 24 * 60));

/** A date where the rule has it. */
export function plainDate(start: string, minutes = 60): SeriesDate {
  return { recurrenceId: at(start), ...span(start, minutes) };
}

export function movedDate(recurrenceId: Instant, { start, end }: Interval): SeriesDate {
  return { recurrenceId, start, end };
}

export function timesOf(pieces: readonly Interval[]): readonly Interval[] {
  return pieces.map(({ start, end }) => ({ start, end }));
}

/** A check that asks only backends that write series. */
export function seriesCheck(
  name: string,
  run: (ctx: CheckContext, room: RoomRef) => Promise<void>,
): Check {
  return {
    name,
    async run(ctx) {
      if (ctx.capabilities.recurringWrites) await run(ctx, await oneRoom(ctx));
    },
  };
}

export function mondaysDraft(room: RoomRef) {
  const first = span('2027-03-15T09:00:00Z', 60);
  const { rrule, exceptions } = mondays;
  return draftOf([room], first, { recurrence: { rrule, exceptions } });
}

export async function createMondays({ backend }: CheckContext, room: RoomRef): Promise<EventRef> {
  return deepFreeze(await backend.doCreate(mondaysDraft(room), call()));
}

/** One date of the series, as it is named after this write. */
export function dateOf(ref: EventRef, recurrenceId: Instant): EventRef {
  return deepFreeze({ ...ref, recurrenceId });
}

export async function moveThird({ backend }: CheckContext, ref: EventRef): Promise<EventRef> {
  return deepFreeze(await backend.doUpdate(dateOf(ref, third), afternoon, 'one', call()));
}

/** The series as the backend reads it, and as it really is. */
export async function expectSeries(
  ctx: CheckContext,
  room: RoomRef,
  expected: ExpectedSeries,
): Promise<void> {
  const [first] = expected.dates;
  assert.ok(first, 'a series to be expected has dates');
  const window = {
    start: addMs(first.start, -24 * hourMs),
    end: addMs(first.start, 90 * 24 * hourMs),
  };
  const events = await eventsOf(ctx, room, window);
  assert.deepEqual(
    events.map(({ ref, start, end }) => ({ recurrenceId: ref.recurrenceId, start, end })),
    expected.dates.toSorted((a, b) => a.start - b.start),
  );
  await expectPeeked(ctx, room, expected);
}

async function expectPeeked(
  { harness }: CheckContext,
  room: RoomRef,
  { rrule, exceptions, dates, moved }: ExpectedSeries,
): Promise<void> {
  const peeked = await harness.peekSeries(room);
  if (peeked.keeps === 'dates') {
    assert.deepEqual(peeked.dates, dates);
    return;
  }
  assert.deepEqual(peeked.rrule.split(';').sort(), rrule.split(';').sort());
  assert.deepEqual(peeked.exceptions, exceptions);
  assert.deepEqual(peeked.moved, moved);
}
