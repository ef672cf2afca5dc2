import { describe, expect, it } from 'vitest';
import type { Person } from '@/lib/core/places/person';
import { cancelBooking } from '@/lib/services/cancel-booking';
import { findFaults, foyerEvents } from '@/tests/integration/booking/support/check-books';
import { book, type Installation, recover } from '@/tests/integration/booking/support/installation';
import { refusalOf, withInstallation } from '@/tests/integration/booking/support/with-installation';

function cancel(
  { deps, people }: Installation,
  bookingId: string,
  { person = people.alice, revision = null }: { person?: Person; revision?: number | null } = {},
) {
  const call = { person, signal: new AbortController().signal, requestId: 'request-2' };
  return cancelBooking(deps, { bookingId, revision }, call).then(({ booking }) => booking);
}

describe('cancelling', () => {
  it('takes the event out of the calendar and gives the slot back', () =>
    withInstallation(async ({ foyer, mock }) => {
      const { id } = await book(foyer);
      expect(await cancel(foyer, id)).toMatchObject({
        status: 'cancelled',
        statusReason: 'cancelled-by-organizer',
        dueAt: null,
      });
      expect(foyerEvents(mock.controls)).toEqual([]);
      expect(await book(foyer)).toMatchObject({ status: 'confirmed' });
    }));

  it('again is gone, and of somebody else is not found', () =>
    withInstallation(async ({ foyer }) => {
      const { id } = await book(foyer);
      const { bob, manager } = foyer.people;
      expect((await refusalOf(cancel(foyer, id, { person: bob }))).code).toBe('not-found');
      expect(await cancel(foyer, id, { person: manager })).toMatchObject({
        statusReason: 'cancelled-by-manager',
      });
      expect((await refusalOf(cancel(foyer, id))).code).toBe('gone');
      expect((await refusalOf(cancel(foyer, 'no-such-id'))).code).toBe('not-found');
    }));

  it('a booking that has changed since it was read is refused as stale', () =>
    withInstallation(async ({ foyer, mock }) => {
      const { id, revision } = await book(foyer);
      const old = { revision: revision - 1 };
      expect((await refusalOf(cancel(foyer, id, old))).code).toBe('stale');
      expect(foyerEvents(mock.controls)).toHaveLength(1);
      expect(await cancel(foyer, id, { revision })).toMatchObject({ status: 'cancelled' });
    }));

  it('twice at once cancels once', () =>
    withInstallation(async ({ foyer, mock }) => {
      const { id } = await book(foyer);
      const ends = await Promise.all(
        [1, 2, 3].map(() =>
          cancel(foyer, id).then(
            ({ status }) => status,
            (error: { code: string }) => error.code,
          ),
        ),
      );
      expect(ends.filter((end) => end === 'cancelled').length).toBeGreaterThan(0);
      for (const end of ends) expect(['cancelled', 'pending', 'gone', 'stale']).toContain(end);
      await recover(foyer);
      expect(await findFaults([foyer], mock.controls)).toEqual([]);
    }));

  it('does not believe that the event is gone while the calendar still has it', () =>
    withInstallation(async ({ foyer, mock }) => {
      const { id } = await book(foyer);
      const lift = mock.controls.fault({ method: 'doCancel', error: 'event-not-found' });
      expect(await cancel(foyer, id)).toMatchObject({ statusReason: 'cancelling' });
      lift();
      await recover(foyer);
      expect(foyerEvents(mock.controls)).toEqual([]);
      expect(await findFaults([foyer], mock.controls)).toEqual([]);
    }));

  it('stays on its way, the slot held, while the calendar does not answer', () =>
    withInstallation(async ({ foyer, mock }) => {
      const { id, organisationId } = await book(foyer);
      const lift = mock.controls.fault({ method: 'doCancel', error: 'bad-response' });
      expect(await cancel(foyer, id)).toMatchObject({
        status: 'pending',
        statusReason: 'cancelling',
      });
      expect((await refusalOf(book(foyer))).code).toBe('conflict');
      await recover(foyer, {}, 2);
      expect(await foyer.deps.bookings.find(organisationId, id)).toMatchObject({
        status: 'pending',
      });
      lift();
      await recover(foyer);
      expect(await foyer.deps.bookings.find(organisationId, id)).toMatchObject({
        status: 'cancelled',
      });
      expect(await findFaults([foyer], mock.controls)).toEqual([]);
    }));

  it('ends when the event is gone already', () =>
    withInstallation(async ({ foyer, mock }) => {
      const { id } = await book(foyer);
      for (const { handle } of mock.controls.peek()) mock.controls.removeOutside(handle);
      expect(await cancel(foyer, id)).toMatchObject({ status: 'cancelled' });
    }));

  it('removes the event although somebody changed it in the calendar', () =>
    withInstallation(async ({ foyer, mock }) => {
      const { id, start, end } = await book(foyer);
      for (const { handle } of mock.controls.peek()) {
        mock.controls.moveOutside(handle, { start, end });
      }
      expect(await cancel(foyer, id)).toMatchObject({ status: 'cancelled' });
      expect(foyerEvents(mock.controls)).toEqual([]);
    }));

  it.each(['doFreeBusy', 'doCreate', 'doListEvents'] as const)(
    'a booking that is still being made leaves nothing behind (at %s)',
    (method) =>
      withInstallation(async ({ foyer, mock }) => {
        mock.controls.once(method, 'before', async () => {
          const found = await foyer.pool.query<{ id: string }>('SELECT id FROM bookings');
          await cancel(foyer, found.rows[0]?.id ?? '');
        });
        const booking = await book(foyer).catch((error: { code: string }) => error.code);
        expect(booking).not.toMatchObject({ status: 'confirmed' });
        expect(foyerEvents(mock.controls)).toEqual([]);
        await recover(foyer);
        expect(await findFaults([foyer], mock.controls)).toEqual([]);
      }),
  );

  it('catches a write that arrives after the booking has ended', () =>
    withInstallation(async ({ foyer, mock }) => {
      const { deps } = foyer;
      const late: (() => Promise<unknown>)[] = [];
      const calendar: typeof deps.calendar = {
        ...deps.calendar,
        create: async (...args) => {
          late.push(() => deps.calendar.create(...args));
          mock.controls.fault({
            method: 'doCreate',
            error: 'timeout',
            times: 1,
            outcome: 'unknown',
          });
          return deps.calendar.create(...args);
        },
      };
      mock.controls.fault({ method: 'doCreate', error: 'timeout', times: 2, outcome: 'unknown' });
      const { id, status } = await book(foyer, {}, { calendar });
      expect(status).toBe('pending');
      expect(await cancel(foyer, id)).toMatchObject({ status: 'cancelled' });
      for (const arrive of late) await arrive();
      expect(foyerEvents(mock.controls)).toHaveLength(1);
      await recover(foyer);
      expect(foyerEvents(mock.controls)).toEqual([]);
    }));
});
