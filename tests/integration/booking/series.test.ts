import { describe, expect, it } from 'vitest';
import { addMs, dayMs, hourMs, type Instant } from '@/lib/core/time/instant';
import { findFaults, foyerEvents } from '@/tests/integration/booking/support/check-books';
import {
  book,
  bookWhole,
  type Installation,
} from '@/tests/integration/booking/support/installation';
import { week, weekly } from '@/tests/integration/booking/support/weeks';
import { refusalOf, withInstallation } from '@/tests/integration/booking/support/with-installation';

const room = { roomId: 'room-1', address: {} };

/** Live dates as the database holds them. */
async function heldDates({ pool }: Installation): Promise<readonly string[]> {
  const found = await pool.query<{ room_id: string; starts_at: Date }>(
    `SELECT room_id, starts_at FROM occurrences WHERE status = 'confirmed'
      ORDER BY starts_at, room_id`,
  );
  return found.rows.map(({ room_id, starts_at }) => `${room_id} ${starts_at.toISOString()}`);
}

const at = (start: Instant, roomId = 'room-1') => `${roomId} ${new Date(start).toISOString()}`;

describe('a series', () => {
  it('is one event in the calendar, and a row for every date, on the wall clock of its room', () =>
    withInstallation(async ({ foyer, mock }) => {
      const { booking, skipped, bounded } = await bookWhole(foyer, weekly);
      expect(booking).toMatchObject({ status: 'confirmed', start: week(0).start });
      expect({ skipped, bounded }).toEqual({ skipped: [], bounded: null });
      expect(foyerEvents(mock.controls)).toEqual([booking.uid]);
      const dates = [0, 1, 2, 3, 4, 5].map((index) => week(index).start);
      expect(await heldDates(foyer)).toEqual(dates.map((start) => at(start)));
      expect(mock.controls.peek()[0]?.dates.map(({ start }) => start)).toEqual(dates);
      expect(await findFaults([foyer], mock.controls)).toEqual([]);
    }));

  it('is an event for each date where the calendar keeps no series', () =>
    withInstallation(
      async ({ foyer, mock }) => {
        const { booking } = await bookWhole(foyer, weekly);
        expect(booking).toMatchObject({ status: 'confirmed', rrule: weekly.rrule });
        const { uid } = booking;
        const parts = [uid, ...[1, 2, 3, 4, 5].map((part) => `${uid}-${part}`)];
        expect([...foyerEvents(mock.controls)].sort()).toEqual(parts);
        const dates = [0, 1, 2, 3, 4, 5].map((index) => week(index).start);
        expect(await heldDates(foyer)).toEqual(dates.map((start) => at(start)));
        expect(await findFaults([foyer], mock.controls)).toEqual([]);
      },
      { mock: { recurringWrites: false } },
    ));

  it('is refused whole when one date is held by Foyer, and the date is named', () =>
    withInstallation(async ({ foyer, mock }) => {
      await book(foyer, week(3));
      const refusal = await refusalOf(book(foyer, weekly));
      expect(refusal.code).toBe('conflict');
      expect(refusal.extras.conflicts).toEqual([{ roomId: 'room-1', ...week(3) }]);
      expect(refusal.extras.alternatives).not.toEqual([]);
      expect(foyerEvents(mock.controls)).toHaveLength(1);
      expect(await heldDates(foyer)).toEqual([at(week(3).start)]);
    }));

  it('is refused whole when an outsider has one date', () =>
    withInstallation(async ({ foyer, mock }) => {
      mock.controls.writeOutside([room], week(4));
      const refusal = await refusalOf(book(foyer, weekly));
      expect(refusal.extras.conflicts).toEqual([{ roomId: 'room-1', ...week(4) }]);
      expect(foyerEvents(mock.controls)).toEqual([]);
      expect(await heldDates(foyer)).toEqual([]);
    }));

  it('goes without the dates that are taken, where it may skip them, and says which', () =>
    withInstallation(async ({ foyer, mock }) => {
      await book(foyer, week(1));
      mock.controls.writeOutside([room], week(4));
      const { booking, skipped } = await bookWhole(foyer, { ...weekly, onConflict: 'skip' });
      expect(booking.status).toBe('confirmed');
      expect(skipped.map(({ recurrenceId, reason }) => ({ recurrenceId, reason }))).toEqual([
        { recurrenceId: week(1).start, reason: 'busy' },
        { recurrenceId: week(4).start, reason: 'busy' },
      ]);
      const own = mock.controls.peek().find(({ uid }) => uid === booking.uid);
      expect(own?.dates.map(({ start }) => start)).toEqual(
        [0, 2, 3, 5].map((index) => week(index).start),
      );
      expect(await findFaults([foyer], mock.controls)).toEqual([]);
    }));

  it('takes another room and another time on single dates', () =>
    withInstallation(
      async ({ foyer, mock }) => {
        await book(foyer, week(1));
        await book(foyer, week(2));
        const later = week(2, 15);
        const booking = await book(foyer, {
          ...weekly,
          replacements: [
            { recurrenceId: week(1).start, roomId: 'room-2' },
            { recurrenceId: week(2).start, ...later },
          ],
        });
        expect(booking.status).toBe('confirmed');
        const { uid } = booking;
        const own = mock.controls.peek().filter((event) => event.uid.startsWith(uid));
        expect(own.map((event) => [event.uid, event.dates.map(({ start }) => start)])).toEqual([
          [uid, [0, 3, 4, 5].map((index) => week(index).start)],
          [`${uid}-1`, [week(1).start]],
          [`${uid}-2`, [later.start]],
        ]);
        expect(own[1]?.answers.map(({ roomId }) => roomId)).toEqual(['room-2']);
        expect(await findFaults([foyer], mock.controls)).toEqual([]);
      },
      { roomIds: ['room-1', 'room-2'] },
    ));

  it('is lost whole when an outsider takes a date between the check and the read-back', () =>
    withInstallation(async ({ foyer, mock }) => {
      mock.controls.once('doCreate', 'after', () => {
        mock.controls.writeOutside([room], week(5));
      });
      expect((await refusalOf(book(foyer, weekly))).code).toBe('conflict');
      expect(foyerEvents(mock.controls)).toEqual([]);
      expect(await heldDates(foyer)).toEqual([]);
      expect(await findFaults([foyer], mock.controls)).toEqual([]);
    }));

  it('leaves out the dates that are named, and keeps the others', () =>
    withInstallation(async ({ foyer }) => {
      await book(foyer, { ...weekly, exceptions: [week(0).start, week(3).start] });
      expect(await heldDates(foyer)).toEqual([1, 2, 4, 5].map((index) => at(week(index).start)));
    }));
});

describe('how far a series goes', () => {
  /** A booking window that ends between the fourth and the fifth date, whatever day today is. */
  const toFourthDate = {
    bookingWindowDays: Math.floor((week(3).start - Date.now()) / dayMs) + 4,
  };

  it('without an end: as far as the room may be booked, and says so', () =>
    withInstallation(
      async ({ foyer }) => {
        const { booking, bounded } = await bookWhole(foyer, { ...weekly, rrule: 'FREQ=WEEKLY' });
        expect(bounded).toBe('window');
        expect(booking.dates).toHaveLength(4);
        expect(booking.lastEnd).toBe(week(3).end);
      },
      { policy: toFourthDate },
    ));

  it('with an end beyond that: is refused by the rule, or goes without those dates', () =>
    withInstallation(
      async ({ foyer }) => {
        const refusal = await refusalOf(book(foyer, weekly));
        expect(refusal.code).toBe('policy');
        expect(refusal.extras.violations?.map(({ rule }) => rule)).toEqual(['booking-window']);
        const { booking, skipped } = await bookWhole(foyer, { ...weekly, onConflict: 'skip' });
        expect(booking.dates).toHaveLength(4);
        expect(skipped.map(({ reason }) => reason)).toEqual(['policy', 'policy']);
      },
      { policy: toFourthDate },
    ));

  it.each([
    ['FREQ=DAILY;COUNT=1001', 'too-many-dates'],
    ['FREQ=HOURLY', 'too-frequent'],
    ['nonsense', 'unreadable'],
    ['FREQ=DAILY;COUNT=3;UNTIL=20300101', 'count-and-until'],
  ])('never beyond all measure: %s is refused as %s', (rrule, code) =>
    withInstallation(async ({ foyer }) => {
      const refusal = await refusalOf(book(foyer, { ...weekly, rrule }));
      expect(refusal.code).toBe('invalid-input');
      expect(refusal.message).toContain(code);
    }),
  );

  it('never over itself', () =>
    withInstallation(async ({ foyer }) => {
      const long = { ...week(0), end: addMs(week(0).start, 25 * hourMs) };
      const wish = { ...long, rrule: 'FREQ=DAILY;COUNT=3' };
      expect((await refusalOf(book(foyer, wish))).message).toContain('overlaps-itself');
    }));
});
