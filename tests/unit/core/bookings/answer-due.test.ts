import { describe, expect, it } from 'vitest';
import { answerDueOf, answerDueOfRooms, isGivenUp } from '@/lib/core/bookings/answer-due';
import { defaultPolicy, inheritPolicy } from '@/lib/core/policy/room-policy';
import { addMs, hourMs, instant, minuteMs } from '@/lib/core/time/instant';

const asked = instant(Date.UTC(2026, 10, 23, 9));
const patient = { answerDueMinutes: 60, whenUnanswered: 'keep' } as const;
const strict = { answerDueMinutes: 90, whenUnanswered: 'withdraw' } as const;

describe('the answer of a room', () => {
  it('is due a day after it was asked, and the request is kept, unless somebody decides otherwise', () => {
    const due = { at: addMs(asked, 24 * hourMs), otherwise: 'keep' };
    expect(answerDueOf(defaultPolicy, asked)).toEqual(due);
    const policy = inheritPolicy({ answerDueMinutes: 5 }, { whenUnanswered: 'withdraw' });
    expect(answerDueOf(policy, asked)).toEqual({
      at: addMs(asked, 5 * minuteMs),
      otherwise: 'withdraw',
    });
  });

  it('ends the wait for all rooms where one of them is not waited for any longer', () => {
    expect(answerDueOfRooms([patient, strict], asked)).toEqual(answerDueOf(strict, asked));
    expect(answerDueOfRooms([patient, defaultPolicy], asked)).toEqual(answerDueOf(patient, asked));
    expect(answerDueOfRooms([], asked)).toBeNull();
  });

  it('is given up at its deadline and not before, and never where the request is kept', () => {
    const due = addMs(asked, 90 * minuteMs);
    expect(isGivenUp(strict, asked, addMs(due, -1))).toBe(false);
    expect(isGivenUp(strict, asked, due)).toBe(true);
    expect(isGivenUp(patient, asked, addMs(due, 24 * hourMs))).toBe(false);
  });
});
