import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BookedDate, BookedEvent, Booking } from '@/lib/core/bookings/booking';
import type { ChangeScope, ChangeWish, RoomToChange } from '@/lib/core/bookings/change-wish';
import { type ChangePlan, planChange } from '@/lib/core/bookings/plan-change';
import { isRuleProblem } from '@/lib/core/recurrence/rule-problem';
import { addMs, hourMs, type Instant, minuteMs } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';
import { addDays, toInstant, toWallTime } from '@/lib/core/time/wall-time';
import { zoneId } from '@/lib/core/time/zone';

const paris = zoneId('Europe/Paris');
/** A Monday at ten; the clocks change within the series. */
const first = { year: 2027, month: 3, day: 1, hour: 10, minute: 0, second: 0 };

interface Case {
  readonly count: number;
  readonly leftOut: readonly number[];
  readonly movedBy: ReadonlyMap<number, number>;
  readonly scope: ChangeScope;
  readonly chosen: number;
  readonly shiftMinutes: number;
  readonly lengthMinutes: number;
  readonly cancels: boolean;
  readonly referee: 'app' | 'server';
  readonly roomsPerEvent: number;
  /** False: every date is an event of its own. */
  readonly recurs: boolean;
}

const aCase = fc.record({
  count: fc.integer({ min: 2, max: 8 }),
  leftOut: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { maxLength: 2 }),
  movedBy: fc
    .uniqueArray(fc.tuple(fc.integer({ min: 0, max: 7 }), fc.constantFrom(-60, 45, 120)), {
      maxLength: 2,
      selector: ([index]) => index,
    })
    .map((pairs) => new Map(pairs)),
  scope: fc.constantFrom<ChangeScope>('one', 'following', 'all'),
  chosen: fc.nat(20),
  shiftMinutes: fc.constantFrom(0, 30, -45, 240, 24 * 60, -3 * 24 * 60),
  lengthMinutes: fc.constantFrom(60, 90),
  cancels: fc.boolean(),
  referee: fc.constantFrom<'app' | 'server'>('app', 'server'),
  roomsPerEvent: fc.constantFrom(1, 20),
  recurs: fc.boolean(),
});

const ruleStart = (week: number): Instant =>
  toInstant({ ...first, ...addDays(first, 7 * week) }, paris);

/** The same time of another day's clock, so many minutes later on the wall. */
function onWall(at: Instant, minutes: number): Instant {
  const wall = toWallTime(at, paris);
  const moved = new Date(
    Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute + minutes),
  );
  return toInstant(
    {
      year: moved.getUTCFullYear(),
      month: moved.getUTCMonth() + 1,
      day: moved.getUTCDate(),
      hour: moved.getUTCHours(),
      minute: moved.getUTCMinutes(),
      second: 0,
    },
    paris,
  );
}

function seriesOf({ count, leftOut, movedBy, recurs }: Case): Booking {
  const event: BookedEvent = {
    id: 'event',
    uid: 'foyer-x',
    stage: 'standing',
    roomIds: ['room-1'],
    start: ruleStart(0),
    end: addMs(ruleStart(0), hourMs),
    rrule: `FREQ=WEEKLY;COUNT=${count}`,
    content: null,
    bufferBeforeMs: 0,
    bufferAfterMs: 0,
    handle: 'h',
    version: '1',
  };
  const weeks = Array.from({ length: count }, (_, week) => week);
  const dates = weeks
    .filter((week) => !leftOut.includes(week))
    .map((week): BookedDate => {
      const start = onWall(ruleStart(week), movedBy.get(week) ?? 0);
      const time = { start, end: addMs(start, hourMs) };
      const own = {
        eventId: 'event',
        roomId: 'room-1',
        status: 'confirmed',
        content: null,
      } as const;
      return { ...own, ...time, held: time, recurrenceId: ruleStart(week) };
    });
  return {
    id: 'x',
    organisationId: 'o',
    uid: 'foyer-x',
    status: 'confirmed',
    statusReason: null,
    title: 'T',
    description: null,
    visibility: 'default',
    attendees: [],
    organizer: { id: 'p', email: 'p@example.org', name: 'P' },
    bookedById: 'p',
    timeZone: paris,
    rrule: event.rrule,
    start: event.start,
    end: event.end,
    lastEnd: event.end,
    revision: 3,
    createdAt: event.start,
    events: recurs ? [event] : dates.map((date) => ({ ...event, ...aloneOf(date) })),
    dates: recurs ? dates : dates.map((date) => ({ ...date, eventId: aloneOf(date).id })),
    change: null,
    dueAt: null,
    attempts: 0,
  };
}

const aloneOf = ({ recurrenceId, start, end }: BookedDate) => ({
  id: `event-${recurrenceId}`,
  uid: `foyer-x-${recurrenceId}`,
  rrule: null,
  start,
  end,
});

function wishOf(
  booking: Booking,
  each: Case,
): { readonly wish: ChangeWish; readonly from: BookedDate } {
  const from = booking.dates[each.chosen % booking.dates.length];
  if (!from) throw new Error('no date');
  const start = onWall(from.recurrenceId, each.shiftMinutes);
  const time = { start, end: addMs(start, each.lengthMinutes * minuteMs) };
  const isAll = each.scope === 'following' && from === booking.dates[0];
  const wish: ChangeWish = {
    scope: isAll ? 'all' : each.scope,
    recurrenceId: from.recurrenceId,
    content: {},
    time: each.cancels ? null : time,
    roomIds: null,
    isCancelled: each.cancels,
  };
  return { wish, from };
}

/** What people would say has become of each date. */
function expected(booking: Booking, each: Case, wish: ChangeWish): readonly string[] {
  const { scope, recurrenceId: from, time, isCancelled } = wish;
  const touched = (date: BookedDate) =>
    scope === 'all' || (scope === 'one' ? date.recurrenceId === from : date.recurrenceId >= from);
  return booking.dates.flatMap((date) => {
    if (!touched(date)) return [show(date)];
    if (isCancelled) return [];
    if (date.recurrenceId === from && time) return [show(time)];
    const start = onWall(date.start, each.shiftMinutes);
    return [show({ start, end: addMs(start, each.lengthMinutes * minuteMs) })];
  });
}

const show = ({ start, end }: Interval) =>
  `${new Date(start).toISOString()} ${(end - start) / minuteMs}`;

function datesAfter(booking: Booking, plan: ChangePlan): readonly string[] {
  const gone = new Set([...plan.leavingEventIds, ...plan.guardIds]);
  return [...booking.dates, ...plan.comingDates]
    .filter(({ eventId }) => !gone.has(eventId))
    .map(show);
}

const room = ({ referee, roomsPerEvent, recurs }: Case): RoomToChange => ({
  id: 'room-1',
  connectionId: 'c',
  bufferBeforeMs: 0,
  bufferAfterMs: 0,
  lengthens: true,
  roomsPerEvent,
  recurs,
  referee,
});

function newIds(): () => string {
  let next = 0;
  return () => {
    next += 1;
    return `new-${next}`;
  };
}

describe('the plan of a change', () => {
  it('leaves exactly the dates that were asked for, none lost and none twice', () => {
    fc.assert(
      fc.property(aCase, (each) => {
        const booking = seriesOf(each);
        const { wish } = wishOf(booking, each);
        const isWhole = wish.isCancelled && wish.scope === 'all';
        const plan = planChange(booking, wish, { rooms: [room(each)], newId: newIds() });
        if (isRuleProblem(plan)) throw new Error(plan.problem);
        if (isWhole) expect(plan.comingDates).toEqual([]);
        const wanted = [...expected(booking, each, wish)].sort();
        expect([...datesAfter(booking, plan)].sort()).toEqual(wanted);
      }),
      { seed: 5, numRuns: 600 },
    );
  });

  it('writes before it frees, except where a calendar would refuse its own old slot', () => {
    fc.assert(
      fc.property(aCase, (each) => {
        const booking = seriesOf(each);
        const { wish } = wishOf(booking, each);
        const plan = planChange(booking, wish, { rooms: [room(each)], newId: newIds() });
        if (isRuleProblem(plan)) throw new Error(plan.problem);
        const kinds = plan.steps.map(({ kind }) => kind);
        const lastCreate = kinds.lastIndexOf('create');
        const firstOther = kinds.findIndex((kind) => kind !== 'create');
        const createsFirst = lastCreate < 0 || firstOther < 0 || lastCreate < firstOther;
        if (each.referee === 'app') expect(createsFirst).toBe(true);
        const moves = plan.guardIds.length > 0;
        const movesInPlace =
          wish.time !== null && kinds.some((kind) => kind === 'update' || kind === 'update-date');
        if (each.referee === 'server') expect(moves).toBe(false);
        if (moves) expect(movesInPlace).toBe(true);
      }),
      { seed: 6, numRuns: 600 },
    );
  });
});
