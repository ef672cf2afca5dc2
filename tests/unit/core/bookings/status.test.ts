import { describe, expect, it } from 'vitest';
import { uidOf } from '@/lib/core/bookings/booking';
import { isParty, mayChange } from '@/lib/core/bookings/parties';
import { bookingStatuses, isLive, liveStatuses, mayBecome } from '@/lib/core/bookings/status';
import type { Person } from '@/lib/core/places/person';
import { atLeast, roles } from '@/lib/core/places/role';

describe('the states of a booking', () => {
  it('that have ended never change again, and the others do', () => {
    for (const from of bookingStatuses) {
      const next = bookingStatuses.filter((to) => mayBecome(from, to));
      expect(next.length > 0).toBe(isLive(from));
    }
  });

  it('never lead to themselves, and live ones can always be cancelled', () => {
    for (const status of bookingStatuses) expect(mayBecome(status, status)).toBe(false);
    for (const status of liveStatuses) expect(mayBecome(status, 'cancelled')).toBe(true);
  });

  it('lead back to pending only to be cancelled or withdrawn, and to confirmed from every wait', () => {
    expect(liveStatuses.filter((from) => mayBecome(from, 'confirmed'))).toEqual([
      'pending',
      'awaiting-room',
      'awaiting-approval',
    ]);
    expect(mayBecome('confirmed', 'failed')).toBe(false);
  });
});

it('the uid of a booking says whose it is', () => {
  expect(uidOf('7c5f')).toBe('foyer-7c5f');
});

describe('who may do what', () => {
  const booking = { organizer: { id: 'alice' }, bookedById: 'mona' };
  const person = (id: string, role: Person['role']): Person => ({
    id,
    role,
    organisationId: 'o',
    email: `${id}@example.org`,
    name: id,
    locale: null,
    timeZone: null,
    hourCycle: null,
    firstWeekday: null,
  });

  it('the organiser and who booked it are its people; managers may change it too', () => {
    expect(isParty(booking, { id: 'alice' })).toBe(true);
    expect(isParty(booking, { id: 'mona' })).toBe(true);
    expect(isParty(booking, { id: 'bob' })).toBe(false);
    expect(mayChange(booking, person('alice', 'employee'))).toBe(true);
    expect(mayChange(booking, person('bob', 'employee'))).toBe(false);
    expect(mayChange(booking, person('bob', 'manager'))).toBe(true);
  });

  it('each role has the rights of those below it', () => {
    const rights = roles.map((role) => roles.filter((required) => atLeast(role, required)));
    expect(rights).toEqual([
      ['employee'],
      ['employee', 'manager'],
      ['employee', 'manager', 'admin'],
    ]);
  });
});
