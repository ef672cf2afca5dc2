import { describe, expect, it } from 'vitest';
import { addMs, hourMs } from '@/lib/core/time/instant';
import {
  findFaults,
  foyerEvents,
  readBooks,
} from '@/tests/integration/booking/support/check-books';
import { book, recover, tomorrow } from '@/tests/integration/booking/support/installation';
import { refusalOf, withInstallation } from '@/tests/integration/booking/support/with-installation';

const nothing = { statuses: [], bookings: 0, occurrences: 0, keys: 0, events: [] };

describe('a booking', () => {
  it('of a free slot is confirmed and stands once in the calendar', () =>
    withInstallation(async ({ foyer, mock }) => {
      const booking = await book(foyer, { title: 'Jour fixe', description: 'Agenda' });
      expect(booking).toMatchObject({ status: 'confirmed', dueAt: null, title: 'Jour fixe' });
      const { start, end } = tomorrow();
      expect(mock.controls.peek()).toMatchObject([
        { uid: booking.uid, title: 'Jour fixe', description: 'Agenda', dates: [{ start, end }] },
      ]);
      expect(await readBooks(foyer.pool, mock.controls)).toMatchObject({ occurrences: 1 });
    }));

  it('against the rules is refused with every rule it breaks, before anything is asked', () =>
    withInstallation(
      async ({ foyer, mock }) => {
        const refusal = await refusalOf(book(foyer));
        expect(refusal.code).toBe('policy');
        expect(refusal.extras.violations?.map(({ rule }) => rule)).toEqual([
          'max-duration',
          'who-may-book',
        ]);
        expect(mock.controls.calls('doFreeBusy')).toBe(0);
        expect(await readBooks(foyer.pool, mock.controls)).toEqual(nothing);
      },
      { policy: { maxDurationMinutes: 30, whoMayBook: 'manager' } },
    ));

  it('counts the bookings that a person already holds in the room', () =>
    withInstallation(
      async ({ foyer }) => {
        await book(foyer, tomorrow(1));
        const refusal = await refusalOf(book(foyer, tomorrow(3)));
        expect(refusal.extras.violations).toMatchObject([{ rule: 'quota', limit: 1 }]);
        await book(foyer, { ...tomorrow(3), person: foyer.people.bob });
      },
      { policy: { maxActivePerPerson: 1 } },
    ));

  it('of a slot that Foyer holds is refused with the conflict, and the calendar is not asked', () =>
    withInstallation(async ({ foyer, mock }) => {
      const first = await book(foyer);
      const asked = mock.controls.calls('doCreate');
      const refusal = await refusalOf(book(foyer, { person: foyer.people.bob }));
      expect(refusal.code).toBe('conflict');
      const { start, end } = first;
      expect(refusal.extras.conflicts).toEqual([{ roomId: 'room-1', start, end }]);
      expect(mock.controls.calls('doCreate')).toBe(asked);
      expect(foyerEvents(mock.controls)).toEqual([first.uid]);
    }));

  it('offers the same room later and another room at the same time', () =>
    withInstallation(
      async ({ foyer }) => {
        await book(foyer);
        const refusal = await refusalOf(book(foyer));
        const { start, end } = tomorrow();
        expect(refusal.extras.alternatives).toEqual([
          { roomId: 'room-2', start, end, reason: 'same-floor' },
          { roomId: 'room-1', start: end, end: addMs(end, hourMs), reason: 'same-room-later' },
        ]);
      },
      { roomIds: ['room-1', 'room-2'] },
    ));

  it('may begin when another ends, but not within the buffers of the room', () =>
    withInstallation(
      async ({ foyer }) => {
        await book(foyer, tomorrow(1));
        expect((await refusalOf(book(foyer, tomorrow(2)))).code).toBe('conflict');
        const { start, end } = tomorrow(2);
        const later = { start: addMs(start, hourMs / 4), end: addMs(end, hourMs / 4) };
        expect(await book(foyer, later)).toMatchObject({ status: 'confirmed' });
      },
      { policy: { bufferAfterMinutes: 15 } },
    ));

  it('of a slot that is busy in the calendar is refused and forgotten', () =>
    withInstallation(async ({ foyer, mock }) => {
      const { start, end } = tomorrow();
      mock.controls.writeOutside([{ roomId: 'room-1', address: {} }], { start, end });
      const refusal = await refusalOf(book(foyer, { idempotencyKey: 'k' }));
      expect(refusal.code).toBe('conflict');
      expect(refusal.extras.conflicts).toEqual([{ roomId: 'room-1', start, end }]);
      expect(await readBooks(foyer.pool, mock.controls)).toEqual(nothing);
    }));

  it('of a room whose calendar cannot be read is refused and leaves nothing behind', () =>
    withInstallation(async ({ foyer, mock }) => {
      mock.controls.fault({ method: 'doFreeBusy', error: 'unauthenticated' });
      const refusal = await refusalOf(book(foyer, { idempotencyKey: 'k' }));
      expect(refusal.code).toBe('availability-unknown');
      expect(mock.controls.calls('doCreate')).toBe(0);
      expect(await readBooks(foyer.pool, mock.controls)).toEqual(nothing);
    }));

  it('of a room that the calendar does not know is refused and leaves nothing behind', () =>
    withInstallation(async ({ foyer, mock }) => {
      mock.controls.removeRoom('room-1');
      expect((await refusalOf(book(foyer))).code).toBe('availability-unknown');
      expect(await readBooks(foyer.pool, mock.controls)).toEqual(nothing);
    }));

  it.each([
    ['forbidden', 'backend-refused'],
    ['throttled', 'backend-unavailable'],
    ['conflict', 'conflict'],
  ] as const)('whose write is surely not applied (%s) ends as %s and is forgotten', (error, code) =>
    withInstallation(async ({ foyer, mock }) => {
      mock.controls.fault({ method: 'doCreate', error });
      const refusal = await refusalOf(book(foyer, { idempotencyKey: 'k' }));
      expect(refusal.code).toBe(code);
      expect(await readBooks(foyer.pool, mock.controls)).toEqual(nothing);
    }),
  );

  it('whose answer was lost is looked for, found and confirmed', () =>
    withInstallation(async ({ foyer, mock }) => {
      mock.controls.fault({ method: 'doCreate', error: 'timeout', when: 'after' });
      const booking = await book(foyer);
      expect(booking.status).toBe('confirmed');
      expect(foyerEvents(mock.controls)).toEqual([booking.uid]);
    }));

  it('whose write may have been applied, and is not found, is pending until it is known', () =>
    withInstallation(async ({ foyer, mock }) => {
      const lift = mock.controls.fault({
        method: 'doCreate',
        error: 'timeout',
        outcome: 'unknown',
      });
      const booking = await book(foyer);
      expect(booking).toMatchObject({ status: 'pending', statusReason: 'outcome-unknown' });
      expect((await refusalOf(book(foyer))).code).toBe('conflict');
      lift();
      await recover(foyer);
      expect(await foyer.deps.bookings.find(booking.organisationId, booking.id)).toMatchObject({
        status: 'confirmed',
        dueAt: null,
      });
      expect(foyerEvents(mock.controls)).toEqual([booking.uid]);
    }));

  it('whose write and look-up both stay without an answer is pending, then found and confirmed', () =>
    withInstallation(async ({ foyer, mock }) => {
      const lifts = [
        mock.controls.fault({ method: 'doCreate', error: 'bad-response', when: 'after' }),
        mock.controls.fault({ method: 'doFindByUid', error: 'bad-response' }),
      ];
      expect((await book(foyer)).status).toBe('pending');
      await recover(foyer, {}, 1);
      expect(await readBooks(foyer.pool, mock.controls)).toMatchObject({ statuses: ['pending'] });
      for (const lift of lifts) lift();
      await recover(foyer);
      expect(await readBooks(foyer.pool, mock.controls)).toMatchObject({ statuses: ['confirmed'] });
      expect(await findFaults([foyer], mock.controls)).toEqual([]);
    }));

  it('that cannot be read back is pending, never confirmed', () =>
    withInstallation(async ({ foyer, mock }) => {
      const lift = mock.controls.fault({ method: 'doListEvents', error: 'bad-response' });
      expect(await book(foyer)).toMatchObject({ status: 'pending' });
      lift();
      await recover(foyer);
      expect(await readBooks(foyer.pool, mock.controls)).toMatchObject({ statuses: ['confirmed'] });
    }));

  it('goes on when the caller leaves midway', () =>
    withInstallation(async ({ foyer, mock }) => {
      const leaving = new AbortController();
      mock.controls.once('doCreate', 'before', () => leaving.abort());
      const booking = await book(foyer, { signal: leaving.signal });
      expect(booking.status).toBe('confirmed');
      expect(await findFaults([foyer], mock.controls)).toEqual([]);
    }));

  it('on behalf of somebody is theirs, and only managers may', () =>
    withInstallation(async ({ foyer }) => {
      const { manager, bob } = foyer.people;
      const onBehalfOf = bob.email;
      expect((await refusalOf(book(foyer, { onBehalfOf }))).code).toBe('forbidden');
      const booking = await book(foyer, { onBehalfOf, person: manager });
      expect(booking).toMatchObject({ organizer: { id: bob.id }, bookedById: manager.id });
      const nobody = { onBehalfOf: 'nobody@example.org', person: manager };
      expect((await refusalOf(book(foyer, nobody))).code).toBe('invalid-input');
    }));

  it('of an unknown room names which of the rooms it is', () =>
    withInstallation(async ({ foyer }) => {
      const refusal = await refusalOf(book(foyer, { roomIds: ['room-1', 'nowhere'] }));
      expect(refusal.extras.errors).toEqual([{ path: 'roomIds.1', message: 'no such room' }]);
    }));
});

describe('an outside writer', () => {
  it('who was there at the read-back has the slot; ours is withdrawn, with alternatives', () =>
    withInstallation(
      async ({ foyer, mock }) => {
        const { start, end } = tomorrow();
        mock.controls.once('doCreate', 'after', () => {
          mock.controls.writeOutside([{ roomId: 'room-1', address: {} }], { start, end });
        });
        const refusal = await refusalOf(book(foyer));
        expect(refusal.code).toBe('conflict');
        expect(refusal.extras.conflicts).toEqual([{ roomId: 'room-1', start, end }]);
        expect(refusal.extras.alternatives).not.toEqual([]);
        expect(await readBooks(foyer.pool, mock.controls)).toMatchObject({
          statuses: ['failed'],
          events: [],
        });
      },
      { roomIds: ['room-1', 'room-2'] },
    ));

  it('who marks the time as free is nobody in the way', () =>
    withInstallation(async ({ foyer, mock }) => {
      mock.controls.once('doCreate', 'after', () => {
        const event = { ...tomorrow(), kind: 'free' as const };
        mock.controls.writeOutside([{ roomId: 'room-1', address: {} }], event);
      });
      expect(await book(foyer)).toMatchObject({ status: 'confirmed' });
    }));

  it('keeps the slot held while our event cannot be withdrawn, until it is', () =>
    withInstallation(async ({ foyer, mock }) => {
      mock.controls.once('doCreate', 'after', () => {
        mock.controls.writeOutside([{ roomId: 'room-1', address: {} }], tomorrow());
      });
      const lift = mock.controls.fault({ method: 'doCancel', error: 'bad-response' });
      expect((await refusalOf(book(foyer))).code).toBe('conflict');
      const open = await foyer.pool.query('SELECT status, status_reason FROM bookings');
      expect(open.rows).toEqual([{ status: 'pending', status_reason: 'withdrawing' }]);
      lift();
      await recover(foyer);
      expect(await readBooks(foyer.pool, mock.controls)).toMatchObject({ statuses: ['failed'] });
      expect(await findFaults([foyer], mock.controls)).toEqual([]);
    }));
});
