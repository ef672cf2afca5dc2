import { describe, expect, test } from 'vitest';
import { decide, type Stretch } from '../../simulators/room-attendant/decide';
import { defaultRoomPolicy, type RoomPolicy } from '../../simulators/room-attendant/room-policy';

const minuteMs = 60_000;
const dayMs = 1_440 * minuteMs;
const nowMs = Date.UTC(2026, 10, 25, 8);

/** From `hours` after now, `minutes` long. */
function meeting(hours: number, minutes = 60): Stretch {
  const startMs = nowMs + hours * 60 * minuteMs;
  return { startMs, endMs: startMs + minutes * minuteMs };
}

function answer(
  dates: readonly Stretch[],
  taken: readonly Stretch[] = [],
  policy: Partial<RoomPolicy> = {},
) {
  const request = { recurring: dates.length > 1, dates };
  return decide(request, taken, { ...defaultRoomPolicy, ...policy }, nowMs);
}

const week = (day: number) => meeting(day * 7 * 24);
const weeks = (count: number) => Array.from({ length: count }, (_, index) => week(index + 1));

describe('a single meeting', () => {
  test('is accepted when the room is free, and declined when anything overlaps', () => {
    expect(answer([meeting(2)]).answer).toBe('accepted');
    expect(answer([meeting(2)], [meeting(2.5)])).toMatchObject({
      answer: 'declined',
      reason: 'conflict',
    });
    expect(answer([meeting(2)], [meeting(1, 180)]).answer).toBe('declined');
  });

  test('may touch what is before and after it', () => {
    expect(answer([meeting(2)], [meeting(1), meeting(3)]).answer).toBe('accepted');
    const oneMs = { startMs: meeting(3).startMs - 1, endMs: meeting(4).endMs };
    expect(answer([meeting(2)], [oneMs]).answer).toBe('declined');
  });

  test('may overlap where conflicts are allowed', () => {
    expect(answer([meeting(2)], [meeting(2)], { allowConflicts: true }).answer).toBe('accepted');
  });

  test('has no share of conflicts to spend: that is for series', () => {
    const generous = { conflictPercentageAllowed: 100, maximumConflictInstances: 10 };
    expect(answer([meeting(2)], [meeting(2)], generous).answer).toBe('declined');
  });

  test('may end on the last millisecond of the booking window and no later', () => {
    const endMs = nowMs + 180 * dayMs;
    const last = { startMs: endMs - 60 * minuteMs, endMs };
    expect(answer([last]).answer).toBe('accepted');
    expect(answer([{ ...last, endMs: endMs + 1 }]).reason).toBe('beyond-window');
  });

  test('may be as long as allowed and no longer; 0 allows any length', () => {
    expect(answer([meeting(2, 120)], [], { maximumDurationMinutes: 120 }).answer).toBe('accepted');
    expect(answer([meeting(2, 121)], [], { maximumDurationMinutes: 120 }).reason).toBe('too-long');
    expect(answer([meeting(2, 9_000)], [], { maximumDurationMinutes: 0 }).answer).toBe('accepted');
  });
});

describe('a series', () => {
  test('is declined whole for one conflict unless conflicts are granted', () => {
    expect(answer(weeks(10), [week(3)])).toMatchObject({ answer: 'declined', reason: 'conflict' });
  });

  test('keeps its free dates where both limits are kept', () => {
    const policy = { conflictPercentageAllowed: 20, maximumConflictInstances: 2 };
    expect(answer(weeks(10), [week(3), week(7)], policy)).toEqual({
      answer: 'accepted',
      reason: 'accepted',
      declinedStartsMs: [week(3).startMs, week(7).startMs],
    });
  });

  test('is declined when either limit is passed', () => {
    const taken = [week(3), week(7)];
    const few = { conflictPercentageAllowed: 100, maximumConflictInstances: 1 };
    const low = { conflictPercentageAllowed: 19, maximumConflictInstances: 10 };
    expect(answer(weeks(10), taken, few).answer).toBe('declined');
    expect(answer(weeks(10), taken, low).answer).toBe('declined');
    const exact = { conflictPercentageAllowed: 20, maximumConflictInstances: 10 };
    expect(answer(weeks(10), taken, exact).answer).toBe('accepted');
  });

  test('of which no date is free is declined whatever is granted', () => {
    const policy = { conflictPercentageAllowed: 100, maximumConflictInstances: 10 };
    expect(answer(weeks(2), weeks(2), policy).answer).toBe('declined');
  });

  test('past the window is declined, or cut off where the horizon is not enforced', () => {
    const dates = weeks(30);
    expect(answer(dates).reason).toBe('beyond-window');
    const cut = answer(dates, [], { enforceSchedulingHorizon: false });
    expect(cut.answer).toBe('accepted');
    expect(cut.declinedStartsMs).toEqual([26, 27, 28, 29, 30].map((index) => week(index).startMs));
  });

  test('wholly past the window is declined even where the horizon is not enforced', () => {
    const dates = [week(40), week(41)];
    expect(answer(dates, [], { enforceSchedulingHorizon: false }).reason).toBe('beyond-window');
  });

  test('is declined where series are not allowed', () => {
    expect(answer(weeks(2), [], { allowRecurring: false }).reason).toBe('recurring-not-allowed');
  });
});

describe('rooms that do not decide by themselves', () => {
  test('a room that only updates its calendar never answers, whatever is asked', () => {
    const policy = { processing: 'update-only' as const };
    expect(answer([meeting(2)], [], policy).answer).toBe('none');
    expect(answer([meeting(2)], [meeting(2)], policy).answer).toBe('none');
  });

  test('a delegate is asked about what fits, and not about what does not', () => {
    const policy = { approval: 'delegate' as const };
    expect(answer([meeting(2)], [], policy)).toMatchObject({
      answer: 'tentative',
      reason: 'needs-approval',
    });
    expect(answer([meeting(2)], [meeting(2)], policy).answer).toBe('declined');
  });
});
