import { expect, test } from 'vitest';
import { decideAnswer, type Invitation, later } from '@/lib/core/attendant/decide-answer';
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
  taken: readonly { uid: string; at: number; isPassing?: boolean }[] = [],
) =>
  decideAnswer(
    { uid: 'meeting', dates: [hour(24)], isOwn: false, role: 'employee', ...invitation },
    {
      policy: { ...defaultPolicy, ...policy },
      timeZone: zoneId('Europe/Paris'),
      taken: taken.map(({ at, ...each }) => ({ ...each, ...hour(at) })),
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

test('what is only being booked makes the answer wait, and not beside what stands', () => {
  const passing = { uid: 'held', at: 24, isPassing: true };
  expect(answerTo({}, {}, [passing])).toBe(later);
  expect(answerTo({}, { attendant: 'decline' }, [passing])).toBe(later);
  expect(answerTo({}, {}, [{ ...passing, at: 30 }])).toMatchObject({ answer: 'accepted' });
  expect(answerTo({}, {}, [passing, { uid: 'other', at: 24 }])).toMatchObject({
    answer: 'declined',
    reason: 'taken',
  });
});

test('what touches, or is the meeting itself, does not take the room', () => {
  const beside = [
    { uid: 'before', at: 23 },
    { uid: 'after', at: 25 },
    { uid: 'meeting', at: 24 },
  ];
  expect(answerTo({}, {}, beside)).toMatchObject({ answer: 'accepted' });
});

test('of several dates all must be free and allowed', () => {
  const dates = [hour(24), hour(48)];
  expect(answerTo({ dates })).toMatchObject({ answer: 'accepted' });
  expect(answerTo({ dates }, {}, [{ uid: 'other', at: 48 }])).toMatchObject({ reason: 'taken' });
  expect(answerTo({ dates }, { bookingWindowDays: 2 })).toMatchObject({ reason: 'booking-window' });
});

test('the rules count for others, not for what Foyer booked by them', () => {
  const policy = { maxDurationMinutes: 30 };
  expect(answerTo({}, policy)).toEqual({ answer: 'declined', reason: 'max-duration' });
  expect(answerTo({ isOwn: true }, policy)).toMatchObject({ answer: 'accepted' });
  expect(answerTo({}, { whoMayBook: 'manager' })).toMatchObject({ reason: 'who-may-book' });
  expect(answerTo({ role: 'manager' }, { whoMayBook: 'manager' })).toMatchObject({
    answer: 'accepted',
  });
});

test('each way of answering does what it says', () => {
  const closed = { maxDurationMinutes: 30 };
  expect(answerTo({}, { ...closed, attendant: 'accept' })).toMatchObject({ reason: 'always' });
  expect(answerTo({}, { attendant: 'decline' })).toEqual({ answer: 'declined', reason: 'never' });
  expect(answerTo({ isOwn: true }, { attendant: 'decline' })).toMatchObject({ answer: 'accepted' });
  expect(answerTo({}, { attendant: 'manual' })).toBeNull();
  expect(answerTo({ isOwn: true }, { attendant: 'manual' })).toMatchObject({ answer: 'accepted' });
  expect(answerTo({}, { approval: 'manager' })).toBeNull();
  expect(answerTo({}, { approval: 'manager', ...closed })).toMatchObject({
    reason: 'max-duration',
  });
});
