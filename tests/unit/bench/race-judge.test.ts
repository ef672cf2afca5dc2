import { describe, expect, it } from 'vitest';
import { hourMs, instant } from '@/lib/core/time/instant';
import { type Answer, type Finish, sumUp } from '@/tests/bench/race/judge';

const slot = { start: instant(10 * hourMs), end: instant(11 * hourMs) };
const won: Answer = { status: 201, body: {}, ms: 10 };

function lost(start = '1970-01-01T10:00:00Z', end = '1970-01-01T11:00:00Z'): Answer {
  const body = {
    type: 'urn:foyer:problem:conflict',
    title: 'Taken',
    status: 409,
    code: 'conflict',
    detail: 'Taken.',
    requestId: 'r',
    conflicts: [{ roomId: 'room', start, end }],
  };
  return { status: 409, body, ms: 20 };
}

const booking = { ...slot, id: '1', status: 'confirmed' };
const event = { ...slot, uid: 'foyer-1' };
const outsider = { uid: 'outside', foyerSeen: [] as readonly string[] };

function judge(
  answers: readonly Answer[],
  more: Partial<Finish> = {},
  outside = [] as (typeof outsider)[],
) {
  return sumUp({
    venue: { roomId: 'room', server: 'test' },
    rounds: [{ slot, answers, outside }],
    bookings: [booking],
    events: [event],
    ...more,
  });
}

describe('the judge of a race', () => {
  it('finds nothing wrong with one winner and losers who are told why', () => {
    expect(judge([won, lost(), lost()])).toEqual({
      server: 'test',
      rounds: 1,
      doubles: 0,
      unwon: 0,
      statuses: { 201: 1, 409: 2 },
      p50Ms: 20,
      p99Ms: 20,
      violations: [],
    });
  });

  it.each([
    ['two winners', () => judge([won, won])],
    ['two bookings', () => judge([won], { bookings: [booking, { ...booking, id: '2' }] })],
    ['two events', () => judge([won], { events: [event, { ...slot, uid: 'foyer-2' }] })],
  ])('counts %s as a double', (_what, figures) => {
    expect(figures()).toMatchObject({ doubles: 1 });
    expect(figures().violations).not.toEqual([]);
  });

  it.each([
    ['nobody wins', () => judge([lost()], { bookings: [], events: [] })],
    ['an event is missing', () => judge([won], { events: [] })],
    ['an event is of nobody', () => judge([lost()], { bookings: [] }, [outsider])],
    ['an answer is an error', () => judge([won, { status: 500, body: {}, ms: 1 }])],
    ['a refusal names nothing', () => judge([won, { status: 409, body: {}, ms: 1 }])],
    [
      'a refusal names another time',
      () => judge([won, lost('1970-01-01T11:00:00Z', '1970-01-01T12:00:00Z')]),
    ],
  ])('tells when %s', (_what, figures) => {
    expect(figures().violations).toHaveLength(1);
  });

  it('tells an outsider who was overlooked from one who came later', () => {
    expect(judge([won], {}, [outsider])).toMatchObject({
      outside: { outsiderOverlooked: 1 },
      violations: [expect.stringContaining('overlooked')],
    });
    expect(judge([won], {}, [{ ...outsider, foyerSeen: ['foyer-1'] }])).toMatchObject({
      outside: { outsiderCameLater: 1 },
      violations: [],
    });
    expect(judge([lost()], { bookings: [], events: [] }, [outsider])).toMatchObject({
      outside: { outsiderHasIt: 1 },
      unwon: 0,
      violations: [],
    });
  });
});
