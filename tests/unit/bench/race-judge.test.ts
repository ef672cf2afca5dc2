import { describe, expect, it } from 'vitest';
import { hourMs, instant } from '@/lib/core/time/instant';
import { type Answer, type Finish, sumUp } from '@/tests/bench/race/judge';
import type { OutsideWrite } from '@/tests/bench/race/venue';

const slot = { start: instant(10 * hourMs), end: instant(11 * hourMs) };
const asked = {
  key: 'key-1',
  roomId: 'room',
  dates: [slot],
  booked: 'ok',
  cancelled: null,
  cancel: null,
  invokedAt: 0,
  answeredAt: 10,
} as const;
const won: Answer = { asked, status: 201, body: {} };
let losers = 0;

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
  return { ...failed(409), body };
}

function failed(status: number): Answer {
  losers += 1;
  const loser = { ...asked, key: `loser-${losers}`, booked: 'fail', answeredAt: 20 } as const;
  return { asked: loser, status, body: {} };
}

const booking = {
  id: '1',
  uid: 'foyer-1',
  title: 'key-1',
  status: 'confirmed',
  reason: null,
  dates: [{ ...slot, roomId: 'room', status: 'confirmed' }],
};
const event = { ...slot, uid: 'foyer-1', roomId: 'room' };
const outsider: OutsideWrite = { uid: 'outside', foyerSeen: [] };

function judge(
  answers: readonly Answer[],
  more: Partial<Finish> = {},
  outside: readonly OutsideWrite[] = [],
) {
  return sumUp({
    venue: { roomId: 'room', server: 'test' },
    rounds: [{ dates: [slot], answers, outside }],
    ledger: [booking],
    events: [event],
    meetings: null,
    readFrom: 100,
    readUntil: 101,
    ...more,
  });
}

const second: Answer = { ...won, asked: { ...asked, key: 'key-2' } };

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
    ['two winners', () => judge([won, second])],
    [
      'two bookings',
      () => judge([won], { ledger: [booking, { ...booking, id: '2', uid: 'foyer-2' }] }),
    ],
    ['two events', () => judge([won], { events: [event, { ...event, uid: 'foyer-2' }] })],
  ])('counts %s as a double', (_what, figures) => {
    expect(figures()).toMatchObject({ doubles: 1 });
    expect(figures().violations).not.toEqual([]);
  });

  it.each([
    ['nobody wins', () => judge([lost()], { ledger: [], events: [] }), /nobody has the slot/],
    ['an event is missing', () => judge([won], { events: [] }), /confirmed without an event/],
    ['an event is of nobody', () => judge([lost()], { ledger: [] }, [outsider]), /orphan/],
    ['an answer is an error', () => judge([won, failed(500)]), /an answer of 500/],
    ['a refusal names nothing', () => judge([won, failed(409)]), /does not name the conflict/],
    [
      'a refusal names another time',
      () => judge([won, lost('1970-01-01T11:00:00Z', '1970-01-01T12:00:00Z')]),
      /does not name the conflict/,
    ],
    [
      'no order explains the answers',
      () => judge([won], { ledger: [], events: [] }, [outsider]),
      /no order of what was asked/,
    ],
  ])('tells when %s', (_what, figures, words) => {
    expect(figures().violations.join('\n')).toMatch(words);
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
    expect(judge([lost()], { ledger: [], events: [] }, [outsider])).toMatchObject({
      outside: { outsiderHasIt: 1 },
      unwon: 0,
      violations: [],
    });
  });

  it('has the room say who has the slot where it decides for itself', () => {
    const asking = { ...outsider, foyerSeen: null };
    const theirs = { ...event, uid: 'outside' };
    expect(judge([won], {}, [asking])).toMatchObject({
      outside: { outsiderHasIt: 0, outsiderDeclined: 1 },
      violations: [],
    });
    expect(judge([lost()], { ledger: [], events: [theirs] }, [asking])).toMatchObject({
      outside: { outsiderHasIt: 1, outsiderDeclined: 0 },
      unwon: 0,
      violations: [],
    });
    expect(judge([won], { events: [event, theirs] }, [asking])).toMatchObject({ doubles: 1 });
    expect(judge([lost()], { ledger: [], events: [] }, [asking])).toMatchObject({ unwon: 1 });
  });
});
