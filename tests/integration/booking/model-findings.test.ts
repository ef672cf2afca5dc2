import { describe, expect, it } from 'vitest';
import {
  findFaults,
  foyerEvents,
  readBooks,
} from '@/tests/integration/booking/support/check-books';
import { book, recover, tomorrow } from '@/tests/integration/booking/support/installation';
import { withInstallation } from '@/tests/integration/booking/support/with-installation';

describe('what exploring the protocol found', () => {
  it('an earlier write that arrives after recovery wrote again, and lost, is taken out', () =>
    withInstallation(async ({ foyer, mock }) => {
      const { deps } = foyer;
      const late: (() => Promise<unknown>)[] = [];
      const calendar: typeof deps.calendar = {
        ...deps.calendar,
        create: async (...args) => {
          late.push(() => deps.calendar.create(...args));
          return deps.calendar.create(...args);
        },
      };
      mock.controls.fault({ method: 'doCreate', error: 'timeout', times: 4, outcome: 'unknown' });
      expect(await book(foyer, {}, { calendar })).toMatchObject({ status: 'pending' });
      mock.controls.once('doCreate', 'after', () => {
        mock.controls.writeOutside([{ roomId: 'room-1', address: {} }], tomorrow());
      });
      await recover(foyer, {}, 1);
      expect(await readBooks(foyer.pool, mock.controls)).toMatchObject({
        statuses: ['failed'],
        events: [],
      });
      for (const arrive of late) await arrive();
      expect(foyerEvents(mock.controls)).toHaveLength(1);
      await recover(foyer);
      expect(await findFaults([foyer], mock.controls)).toEqual([]);
    }));

  it('a requested event that is removed in the calendar ends the booking and frees the slot', () =>
    withInstallation(
      async ({ foyer, mock }) => {
        expect(await book(foyer)).toMatchObject({ status: 'awaiting-room' });
        for (const { handle } of mock.controls.peek()) mock.controls.removeOutside(handle);
        await recover(foyer);
        const ended = await foyer.pool.query('SELECT status, status_reason FROM bookings');
        expect(ended.rows).toEqual([
          { status: 'cancelled', status_reason: 'cancelled-in-calendar' },
        ]);
        expect(await book(foyer)).toMatchObject({ status: 'awaiting-room' });
      },
      { mock: { referee: 'server', roomAnswer: 'later' } },
    ));
});
