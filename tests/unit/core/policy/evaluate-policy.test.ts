import { describe, expect, it } from 'vitest';
import { evaluatePolicy, type PolicyQuestion } from '@/lib/core/policy/evaluate-policy';
import { defaultPolicy, inheritPolicy, type RoomPolicy } from '@/lib/core/policy/room-policy';
import { type Instant, instant } from '@/lib/core/time/instant';
import { zoneId } from '@/lib/core/time/zone';

const at = (text: string): Instant => instant(Date.parse(text));
const now = at('2026-11-23T09:00:00Z');

function ask(
  policy: Partial<RoomPolicy>,
  [start, end]: readonly [string, string],
  more: Partial<PolicyQuestion> = {},
) {
  const wanted = { start: at(start), end: at(end) };
  const timeZone = zoneId('Europe/Paris');
  const question = { wanted, timeZone, role: 'employee' as const, now, activeBookings: 0, ...more };
  return evaluatePolicy({ ...defaultPolicy, ...policy }, question);
}

const rules = (...asked: Parameters<typeof ask>) => ask(...asked).map(({ rule }) => rule);

const lunch = ['2026-11-24T12:00:00+01:00', '2026-11-24T13:00:00+01:00'] as const;

/** Every day of the week from `opensMinute` to `closesMinute`. */
function daily(opens: number, closes: number, weekdays = [1, 2, 3, 4, 5, 6, 7]) {
  return weekdays.map((weekday) => ({
    weekday,
    opensMinute: opens * 60,
    closesMinute: closes * 60,
  }));
}

describe('the usual policy', () => {
  it('lets an employee book tomorrow', () => {
    expect(ask({}, lunch)).toEqual([]);
  });

  it('knows what has passed, but a meeting that began within a quarter may still be booked', () => {
    const until = '2026-11-23T10:00:00Z';
    expect(rules({}, ['2026-11-23T08:45:00Z', until])).toEqual([]);
    expect(rules({}, ['2026-11-23T08:44:59Z', until])).toEqual(['past']);
  });

  it('looks half a year ahead, to the end of the meeting', () => {
    const last = '2027-05-22T09:00:00Z';
    expect(rules({}, ['2027-05-22T08:00:00Z', last])).toEqual([]);
    expect(rules({}, ['2027-05-22T08:00:00Z', '2027-05-22T09:00:01Z'])).toEqual(['booking-window']);
  });

  it('takes from five minutes to a day', () => {
    expect(rules({}, ['2026-11-24T09:00:00Z', '2026-11-24T09:05:00Z'])).toEqual([]);
    expect(rules({}, ['2026-11-24T09:00:00Z', '2026-11-24T09:04:59Z'])).toEqual(['min-duration']);
    expect(rules({}, ['2026-11-24T09:00:00Z', '2026-11-25T09:00:00Z'])).toEqual([]);
    expect(rules({}, ['2026-11-24T09:00:00Z', '2026-11-25T09:00:01Z'])).toEqual(['max-duration']);
  });
});

describe('a rule', () => {
  it('of notice says how much, and the past is not told twice', () => {
    const policy = { minNoticeMinutes: 60 };
    expect(ask(policy, ['2026-11-23T09:59:59Z', '2026-11-23T11:00:00Z'])).toEqual([
      { rule: 'notice', message: 'Book at least 60 minutes ahead.', limit: 60 },
    ]);
    expect(rules(policy, ['2026-11-23T10:00:00Z', '2026-11-23T11:00:00Z'])).toEqual([]);
    expect(rules(policy, ['2026-11-22T10:00:00Z', '2026-11-22T11:00:00Z'])).toEqual(['past']);
  });

  it('of who may book goes by role; nobody is nobody', () => {
    expect(rules({ whoMayBook: 'manager' }, lunch)).toEqual(['who-may-book']);
    expect(rules({ whoMayBook: 'manager' }, lunch, { role: 'manager' })).toEqual([]);
    expect(rules({ whoMayBook: 'manager' }, lunch, { role: 'admin' })).toEqual([]);
    expect(rules({ whoMayBook: 'nobody' }, lunch, { role: 'admin' })).toEqual(['who-may-book']);
  });

  it('of how many one may hold counts what one holds', () => {
    expect(rules({ maxActivePerPerson: 2 }, lunch, { activeBookings: 1 })).toEqual([]);
    expect(rules({ maxActivePerPerson: 2 }, lunch, { activeBookings: 2 })).toEqual(['quota']);
  });

  it('comes with all others that are broken', () => {
    const policy: Partial<RoomPolicy> = {
      bookingWindowDays: 1,
      maxDurationMinutes: 30,
      openingHours: daily(14, 18),
      whoMayBook: 'admin',
      maxActivePerPerson: 1,
    };
    expect(rules(policy, lunch, { activeBookings: 3 })).toEqual([
      'booking-window',
      'max-duration',
      'opening-hours',
      'who-may-book',
      'quota',
    ]);
  });
});

describe('opening hours', () => {
  const office = { openingHours: daily(8, 18, [1, 2, 3, 4, 5]) };

  it.each([
    ['the first minute', '2026-11-24T08:00:00+01:00', '2026-11-24T09:00:00+01:00', true],
    ['the last minute', '2026-11-24T17:00:00+01:00', '2026-11-24T18:00:00+01:00', true],
    ['too early', '2026-11-24T07:59:00+01:00', '2026-11-24T09:00:00+01:00', false],
    ['too late', '2026-11-24T17:00:00+01:00', '2026-11-24T18:01:00+01:00', false],
    ['a Saturday', '2026-11-28T10:00:00+01:00', '2026-11-28T11:00:00+01:00', false],
    ['over night', '2026-11-24T17:00:00+01:00', '2026-11-25T09:00:00+01:00', false],
  ])('%s', (_what, start, end, isOpen) => {
    expect(rules(office, [start, end])).toEqual(isOpen ? [] : ['opening-hours']);
  });

  it('are those of the room, wherever the one who books is', () => {
    const timeZone = zoneId('Asia/Kolkata');
    expect(rules(office, ['2026-11-24T02:30:00Z', '2026-11-24T12:30:00Z'], { timeZone })).toEqual(
      [],
    );
    expect(rules(office, ['2026-11-24T02:00:00Z', '2026-11-24T03:00:00Z'], { timeZone })).toEqual([
      'opening-hours',
    ]);
  });

  it('run over midnight where both days are open there', () => {
    const night = { openingHours: [...daily(20, 24, [2]), ...daily(0, 6, [3])] };
    expect(rules(night, ['2026-11-24T22:00:00+01:00', '2026-11-25T02:00:00+01:00'])).toEqual([]);
    expect(rules(night, ['2026-11-24T22:00:00+01:00', '2026-11-25T00:00:00+01:00'])).toEqual([]);
    expect(rules(night, ['2026-11-24T22:00:00+01:00', '2026-11-25T06:01:00+01:00'])).toEqual([
      'opening-hours',
    ]);
    expect(rules(night, ['2026-11-25T22:00:00+01:00', '2026-11-26T02:00:00+01:00'])).toEqual([
      'opening-hours',
    ]);
  });

  it('that follow one another without a break are one', () => {
    const split = { openingHours: [...daily(12, 18), ...daily(8, 12)] };
    expect(rules(split, ['2026-11-24T11:00:00+01:00', '2026-11-24T13:00:00+01:00'])).toEqual([]);
    const withBreak = { openingHours: [...daily(8, 12), ...daily(13, 18)] };
    expect(rules(withBreak, ['2026-11-24T11:00:00+01:00', '2026-11-24T13:30:00+01:00'])).toEqual([
      'opening-hours',
    ]);
  });

  it.each([
    ['when clocks go forward', '2027-03-28T01:30:00+01:00', '2027-03-28T04:00:00+02:00'],
    ['when clocks go back', '2026-10-25T01:30:00+02:00', '2026-10-25T04:00:00+01:00'],
  ])('hold by the wall clock on the day %s', (_what, start, end) => {
    const early = { now: at('2026-10-01T00:00:00Z') };
    expect(rules({ openingHours: daily(1, 4) }, [start, end], early)).toEqual([]);
    expect(rules({ openingHours: daily(2, 4) }, [start, end], early)).toEqual(['opening-hours']);
    expect(rules({ openingHours: daily(1, 3) }, [start, end], early)).toEqual(['opening-hours']);
  });

  it('hold over several whole days', () => {
    const always = { openingHours: daily(0, 24), maxDurationMinutes: 20_000 };
    const week = ['2026-11-24T10:00:00Z', '2026-12-01T10:00:00Z'] as const;
    expect(rules(always, week)).toEqual([]);
    const closedOnce = { ...always, openingHours: daily(0, 24, [1, 2, 3, 4, 5, 6]) };
    expect(rules(closedOnce, week)).toEqual(['opening-hours']);
  });
});

describe('inheritance', () => {
  it('lets the nearest that sets a field decide it', () => {
    const policy = inheritPolicy(
      { maxDurationMinutes: 60, minNoticeMinutes: undefined },
      { maxDurationMinutes: 90, minNoticeMinutes: 15 },
      { whoMayBook: 'manager', minNoticeMinutes: 30 },
    );
    expect(policy).toEqual({
      ...defaultPolicy,
      maxDurationMinutes: 60,
      minNoticeMinutes: 15,
      whoMayBook: 'manager',
    });
  });

  it('takes null and zero for values', () => {
    const policy = inheritPolicy(
      { maxActivePerPerson: null, bufferAfterMinutes: 0 },
      { maxActivePerPerson: 3, bufferAfterMinutes: 15 },
    );
    expect(policy).toMatchObject({ maxActivePerPerson: null, bufferAfterMinutes: 0 });
  });
});
