import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import type { BookingHead } from '@/lib/core/bookings/booking';
import type { BookingStatus } from '@/lib/core/bookings/status';
import type { Person } from '@/lib/core/places/person';
import { addMs, formatInstant, hourMs, instant, minuteMs } from '@/lib/core/time/instant';
import { zoneId } from '@/lib/core/time/zone';
import { bookingSchema } from '@/lib/http/contract/bookings';
import { presentBooking } from '@/lib/http/server/presenters/booking';
import { room } from '@/tests/unit/calendar/support/rig';

const createdAt = instant(Date.UTC(2026, 10, 23, 9));
const start = addMs(createdAt, 24 * hourMs);
const end = addMs(start, hourMs);
const alice: Person = {
  id: 'alice',
  organisationId: 'acme',
  email: 'alice@example.org',
  name: 'Alice',
  role: 'employee',
  locale: null,
  timeZone: null,
  hourCycle: null,
  firstWeekday: null,
};

function present(status: BookingStatus, more: { readonly isLost?: boolean } = {}) {
  const booking: BookingHead = {
    id: 'b',
    organisationId: 'acme',
    uid: 'foyer-b',
    status,
    statusReason: null,
    title: 'Planning',
    description: null,
    visibility: 'default',
    attendees: [],
    organizer: alice,
    bookedById: alice.id,
    timeZone: zoneId('Europe/Paris'),
    rrule: null,
    start,
    end,
    lastEnd: end,
    revision: 1,
    createdAt,
  };
  const curie = room('curie');
  const policy = { ...curie.policy, answerDueMinutes: 30, whenUnanswered: 'withdraw' } as const;
  const rooms = new Map([['curie', { ...curie, policy }]]);
  const offered = { roomId: 'pascal', start, end, reason: 'same-floor' } as const;
  const alternatives = more.isLost ? { alternatives: [offered] } : {};
  const view = { booking, date: null, roomIds: ['curie'], ...alternatives };
  return z.strictObject(bookingSchema.shape).parse(presentBooking(view, rooms, alice));
}

describe('a booking as it leaves the server', () => {
  it('tells while its room has yet to answer until when it is waited for, and what then', () => {
    const at = formatInstant(addMs(createdAt, 30 * minuteMs));
    expect(present('awaiting-room').answerDue).toEqual({ at, otherwise: 'withdraw' });
  });

  it.each(['pending', 'confirmed', 'declined', 'cancelled'] as const)(
    'names no deadline when it is %s',
    (status) => expect(present(status)).not.toHaveProperty('answerDue'),
  );

  it('tells the ways out that were looked for, and of none that were not', () => {
    const [start, end] = [present('declined').start, present('declined').end];
    expect(present('declined', { isLost: true }).alternatives).toEqual([
      { roomId: 'pascal', start, end, reason: 'same-floor' },
    ]);
    expect(present('declined')).not.toHaveProperty('alternatives');
  });
});
