import { expect, test } from 'vitest';
import { decideAnswer, type Invitation } from '@/lib/core/attendant/decide-answer';
import { defaultPolicy, type RoomPolicy } from '@/lib/core/policy/room-policy';
import { addMs, hourMs, instant } from '@/lib/core/time/instant';
import { zoneId } from '@/lib/core/time/zone';

const now = instant(Date.UTC(2027, 2, 1, 12));
const hour = (at: number) => ({
  start: addMs(now, at * hourMs),
  end: addMs(now, (at + 1) * hourMs),
});

const answerTo = (
  invitation: Partial<Invitation> = {},
  policy: Partial<RoomPolicy> = {},
  taken: readonly { uid: string; at: number }[] = [],
) =>
  decideAnswer(
    { uid: 'meeting', dates: [hour(24)], isOwn: false, role: 'employee', ...invitation },
    {
      policy: { ...defaultPolicy, ...policy },
      timeZone: zoneId('Europe/Paris'),
      taken: taken.map(({ uid, at }) => ({ uid, ...hour(at) })),
    },
    now,
  );

test('a free room accepts; one that is taken declines, whatever else is said', () => {
  expect(answerTo()).toEqual({ answer: 'accepted', reason: 'free' });
  const taken = [{ uid: 'other', at: 24 }];
  const declined = { answer: 'declined', reason: 'taken' };
  expect(answerTo({}, {}, taken)).toEqual(declined);
  expect(answerTo({}, { attendant: 'accept' }, taken)).toEqual(declined);
  expect(answerTo({}, { attendant: 'manual' }, taken)).toEqual(declined);
  expect(answerTo({ isOwn: true }, {}, taken)).toEqual(declined);
});

test('what touches, or is the meeting itself, does not take the room', () => {
  const beside = [
    { uid: 'before', at: 23 },
    { uid: 'after', at: 25 },
    { uid: 'meeting', at: 24 },
  ];
  expect(answerTo({}, {}, beside)?.answer).toBe('accepted');
});

test('of several dates all must be free and allowed', () => {
  const dates = [hour(24), hour(48)];
  expect(answerTo({ dates })?.answer).toBe('accepted');
  expect(answerTo({ dates }, {}, [{ uid: 'other', at: 48 }])?.reason).toBe('taken');
  expect(answerTo({ dates }, { bookingWindowDays: 2 })?.reason).toBe('booking-window');
});

test('the rules count for others, not for what Foyer booked by them', () => {
  const policy = { maxDurationMinutes: 30 };
  expect(answerTo({}, policy)).toEqual({ answer: 'declined', reason: 'max-duration' });
  expect(answerTo({ isOwn: true }, policy)?.answer).toBe('accepted');
  expect(answerTo({}, { whoMayBook: 'manager' })?.reason).toBe('who-may-book');
  expect(answerTo({ role: 'manager' }, { whoMayBook: 'manager' })?.answer).toBe('accepted');
});

test('each way of answering does what it says', () => {
  const closed = { maxDurationMinutes: 30 };
  expect(answerTo({}, { ...closed, attendant: 'accept' })?.reason).toBe('always');
  expect(answerTo({}, { attendant: 'decline' })).toEqual({ answer: 'declined', reason: 'never' });
  expect(answerTo({ isOwn: true }, { attendant: 'decline' })?.answer).toBe('accepted');
  expect(answerTo({}, { attendant: 'manual' })).toBeNull();
  expect(answerTo({ isOwn: true }, { attendant: 'manual' })?.answer).toBe('accepted');
  expect(answerTo({}, { approval: 'manager' })).toBeNull();
  expect(answerTo({}, { approval: 'manager', ...closed })?.reason).toBe('max-duration');
});
