import { describe, expect, it } from 'vitest';
import type { MockOptions } from '@/lib/calendar/backends/mock/options';
import type { Booking } from '@/lib/core/bookings/booking';
import { formatDateId } from '@/lib/core/bookings/date-id';
import { addMs, hourMs, type Instant, minuteMs } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';
import { addDays, dateOf, toInstant } from '@/lib/core/time/wall-time';
import { cancelBooking } from '@/lib/services/cancel-booking';
import { type ChangeBookingCommand, changeBooking } from '@/lib/services/change-booking';
import { findFaults, foyerEvents } from '@/tests/integration/booking/support/check-books';
import { book, type Installation, recover } from '@/tests/integration/booking/support/installation';
import { paris, week, weekly } from '@/tests/integration/booking/support/weeks';
import {
  appReferee,
  refusalOf,
  type Scene,
  withInstallation,
} from '@/tests/integration/booking/support/with-installation';

const room = { roomId: 'room-1', address: {} };
const roomIds = ['room-1', 'room-2'];
const calendars: readonly (readonly [string, MockOptions])[] = [
  ['refuses nothing', appReferee],
  ['refuses overlaps', { referee: 'server' }],
  ['refuses overlaps, one room to an event', { referee: 'server', roomsPerEvent: 1 }],
  ['refuses nothing, one room to an event', { ...appReferee, roomsPerEvent: 1 }],
  ['refuses overlaps, and keeps no series', { referee: 'server', recurringWrites: false }],
  ['refuses nothing, and keeps no series', { ...appReferee, recurringWrites: false }],
];

type Wish = Omit<ChangeBookingCommand, 'bookingId' | 'revision'>;

function change(
  { deps, people }: Installation,
  booking: Booking,
  wish: Wish,
  date: Instant | null = null,
) {
  const bookingId = date === null ? booking.id : formatDateId(booking.id, date);
  const call = { person: people.alice, signal: new AbortController().signal, requestId: 'r' };
  return changeBooking(deps, { revision: null, bookingId, ...wish }, call);
}

function cancel(
  { deps, people }: Installation,
  booking: Booking,
  date: Instant,
  scope: 'one' | 'following',
) {
  const call = { person: people.alice, signal: new AbortController().signal, requestId: 'r' };
  const bookingId = formatDateId(booking.id, date);
  return cancelBooking(deps, { bookingId, revision: null, scope }, call);
}

const show = (roomId: string, { start, end }: Interval) =>
  `${roomId} ${new Date(start).toISOString()} ${(end - start) / minuteMs}`;

/** Dates in rooms, as the calendar has them and as the database holds them. */
async function standing({ foyer, mock }: Scene) {
  const rows = await foyer.pool.query<{ room_id: string; starts_at: Date; ends_at: Date }>(
    'SELECT room_id, starts_at, ends_at FROM occurrences',
  );
  const held = rows.rows.map((row) =>
    show(row.room_id, {
      start: row.starts_at.getTime() as Instant,
      end: row.ends_at.getTime() as Instant,
    }),
  );
  const written = mock.controls
    .peek()
    .filter(({ uid }) => uid.startsWith('foyer-'))
    .flatMap(({ answers, dates }) =>
      answers.flatMap(({ roomId }) => dates.map((date) => show(roomId, date))),
    );
  return { held: held.sort(), written: written.sort() };
}

async function expectStanding(scene: Scene, dates: readonly string[]) {
  const expected = [...dates].sort();
  expect(await standing(scene)).toEqual({ held: expected, written: expected });
  const open = await scene.foyer.pool.query(
    `SELECT 1 FROM bookings WHERE change IS NOT NULL OR due_at IS NOT NULL OR status <> 'confirmed'`,
  );
  expect(open.rowCount).toBe(0);
}

const at = (index: number, hour = 10, roomId = 'room-1') => show(roomId, week(index, hour));

describe.each(calendars)('on a calendar that %s', (_name, mock) => {
  const onSuch = (work: (scene: Scene) => Promise<void>) =>
    withInstallation(work, { roomIds, mock });

  it('a booking moves, overlapping itself, and has the new words', () =>
    onSuch(async (scene) => {
      const booking = await book(scene.foyer, week(0));
      const end = addMs(week(0).end, 30 * minuteMs);
      const changed = await change(scene.foyer, booking, { end, content: { title: 'Longer' } });
      expect(changed).toMatchObject({ status: 'confirmed', title: 'Longer', end });
      await expectStanding(scene, [show('room-1', { start: week(0).start, end })]);
      expect(scene.mock.controls.peek()[0]?.title).toBe('Longer');
      expect(foyerEvents(scene.mock.controls)).toEqual([booking.uid]);
    }));

  it('a booking moves to another room', () =>
    onSuch(async (scene) => {
      const booking = await book(scene.foyer, week(0));
      await change(scene.foyer, booking, { roomIds: ['room-2'] });
      await expectStanding(scene, [at(0, 10, 'room-2')]);
    }));

  it('one of two rooms is given up, at once or on one date of a series, and the other stays', () =>
    onSuch(async (scene) => {
      const booking = await book(scene.foyer, { ...week(0), roomIds });
      await change(scene.foyer, booking, { roomIds: ['room-2'] });
      await expectStanding(scene, [at(0, 10, 'room-2')]);
      const series = await book(scene.foyer, { ...weekly, ...week(0, 14), roomIds });
      await change(scene.foyer, series, { roomIds: ['room-1'] }, week(1, 14).start);
      const both = [0, 2, 3, 4, 5].flatMap((index) => roomIds.map((id) => at(index, 14, id)));
      await expectStanding(scene, [at(0, 10, 'room-2'), at(1, 14), ...both]);
    }));

  it('a move to where Foyer has something is refused, and nothing has changed', () =>
    onSuch(async (scene) => {
      const booking = await book(scene.foyer, week(0));
      await book(scene.foyer, week(0, 14));
      const refusal = await refusalOf(change(scene.foyer, booking, week(0, 14)));
      expect(refusal.code).toBe('conflict');
      await expectStanding(scene, [at(0), at(0, 14)]);
    }));

  it('a move to where an outsider is, is refused, and nothing has changed', () =>
    onSuch(async (scene) => {
      const booking = await book(scene.foyer, week(0));
      scene.mock.controls.writeOutside([room], week(0, 14));
      expect((await refusalOf(change(scene.foyer, booking, week(0, 14)))).code).toBe('conflict');
      await expectStanding(scene, [at(0)]);
    }));

  it('a move that an outsider crosses after the check is refused, and nothing has changed', () =>
    onSuch(async (scene) => {
      const booking = await book(scene.foyer, week(0));
      scene.mock.controls.once('doFreeBusy', 'after', () => {
        scene.mock.controls.writeOutside([room], week(0, 14));
      });
      expect((await refusalOf(change(scene.foyer, booking, week(0, 14)))).code).toBe('conflict');
      await recover(scene.foyer);
      await expectStanding(scene, [at(0)]);
    }));

  it('a series moves whole, on the wall clock', () =>
    onSuch(async (scene) => {
      const booking = await book(scene.foyer, weekly);
      await change(scene.foyer, booking, { start: week(0, 11).start });
      await expectStanding(
        scene,
        [0, 1, 2, 3, 4, 5].map((index) => at(index, 11)),
      );
    }));

  it('a series of days moves by a day, to where its own next dates were', () =>
    onSuch(async (scene) => {
      const daily = { ...week(0), rrule: 'FREQ=DAILY;COUNT=4', timeZone: paris };
      const booking = await book(scene.foyer, daily);
      const day = (days: number) => {
        const date = addDays(dateOf(week(0).start, paris), days);
        const start = toInstant({ ...date, hour: 10, minute: 0, second: 0 }, paris);
        return { start, end: addMs(start, hourMs) };
      };
      const onDay = (days: number) => show('room-1', day(days));
      await expectStanding(scene, [0, 1, 2, 3].map(onDay));
      const once = await change(scene.foyer, booking, day(1));
      await expectStanding(scene, [1, 2, 3, 4].map(onDay));
      await change(scene.foyer, once, { ...day(2), scope: 'all' }, day(3).start);
      await expectStanding(scene, [0, 1, 2, 3].map(onDay));
    }));

  it('one date of a series moves, and keeps its place in it', () =>
    onSuch(async (scene) => {
      const booking = await book(scene.foyer, weekly);
      const moved = await change(scene.foyer, booking, week(2, 15), week(2).start);
      expect(moved.dates.map(({ recurrenceId }) => recurrenceId)).toContain(week(2).start);
      await expectStanding(scene, [at(0), at(1), at(2, 15), at(3), at(4), at(5)]);
      const events = foyerEvents(scene.mock.controls);
      if (mock.recurringWrites === false) expect(new Set(events).size).toBe(6);
      else expect(events).toEqual([booking.uid]);
    }));

  it('one date of a series goes to another room', () =>
    onSuch(async (scene) => {
      const booking = await book(scene.foyer, weekly);
      await change(scene.foyer, booking, { roomIds: ['room-2'] }, week(2).start);
      await expectStanding(scene, [at(0), at(1), at(2, 10, 'room-2'), at(3), at(4), at(5)]);
    }));

  it('a date and those after it move, and what was done to single dates stays done', () =>
    onSuch(async (scene) => {
      const booking = await book(scene.foyer, weekly);
      const first = await change(scene.foyer, booking, week(4, 16), week(4).start);
      await cancel(scene.foyer, first, week(3).start, 'one');
      const again = await scene.foyer.deps.bookings.find(booking.organisationId, booking.id);
      if (!again) throw new Error('gone');
      const wish = { scope: 'following', start: week(2, 11).start } as const;
      await change(scene.foyer, again, wish, week(2).start);
      await expectStanding(scene, [at(0), at(1), at(2, 11), at(4, 17), at(5, 11)]);
    }));

  it('one date is cancelled, then those after another, and the slots are free', () =>
    onSuch(async (scene) => {
      const booking = await book(scene.foyer, weekly);
      expect((await cancel(scene.foyer, booking, week(1).start, 'one')).isGone).toBe(true);
      const { booking: cut } = await cancel(scene.foyer, booking, week(4).start, 'following');
      await expectStanding(scene, [at(0), at(2), at(3)]);
      expect(cut.dates).toHaveLength(3);
      expect(await book(scene.foyer, week(5))).toMatchObject({ status: 'confirmed' });
    }));

  it('a write whose answer is lost is finished by reconciliation', () =>
    onSuch(async (scene) => {
      const booking = await book(scene.foyer, week(0));
      const lifts: (() => void)[] = [];
      scene.mock.controls.once('doUpdate', 'after', () => {
        lifts.push(
          scene.mock.controls.fault({ method: 'all', error: 'unavailable', when: 'after' }),
        );
      });
      const open = await change(scene.foyer, booking, week(0, 14));
      expect(open.change).not.toBeNull();
      for (const lift of lifts) lift();
      await recover(scene.foyer);
      const { held, written } = await standing(scene);
      expect({ held, written }).toEqual({ held: [at(0, 14)], written: [at(0, 14)] });
    }));
});

describe('what may not be changed', () => {
  it('is refused in words', () =>
    withInstallation(
      async ({ foyer }) => {
        const booking = await book(foyer, week(0));
        const { bob } = foyer.people;
        const call = { person: bob, signal: new AbortController().signal, requestId: 'r' };
        const wish = { bookingId: booking.id, revision: null, ...week(0, 14) };
        expect((await refusalOf(changeBooking(foyer.deps, wish, call))).code).toBe('not-found');
        const stale = { ...wish, revision: booking.revision - 1 };
        const own = { ...call, person: foyer.people.alice };
        expect((await refusalOf(changeBooking(foyer.deps, stale, own))).code).toBe('stale');
        const long = { ...wish, end: addMs(week(0, 14).start, 5 * hourMs) };
        const refusal = await refusalOf(changeBooking(foyer.deps, long, own));
        expect(refusal.extras.violations?.map(({ rule }) => rule)).toEqual(['max-duration']);
      },
      { policy: { maxDurationMinutes: 120 } },
    ));
});

describe('faults of the books', () => {
  it('are none after changes', () =>
    withInstallation(async ({ foyer, mock }) => {
      const booking = await book(foyer, weekly);
      await change(foyer, booking, { start: week(0, 12).start });
      expect(await findFaults([foyer], mock.controls)).toEqual([]);
    }));
});

describe('a booking whose room has not answered', () => {
  const late = { mock: { referee: 'server', roomAnswer: 'later' } } as const;

  it('is not confirmed by a change that is refused', () =>
    withInstallation(async ({ foyer, mock }) => {
      const booking = await book(foyer, week(0));
      expect(booking.status).toBe('awaiting-room');
      await book(foyer, week(0, 14));
      const refusal = await refusalOf(change(foyer, booking, week(0, 14)));
      expect(refusal.code).toBe('conflict');
      const after = await foyer.deps.bookings.find(booking.organisationId, booking.id);
      expect(after).toMatchObject({ status: 'awaiting-room', change: null });
      mock.controls.answerNow();
      await recover(foyer);
      expect(await findFaults([foyer], mock.controls)).toEqual([]);
    }, late));

  it('that moves and is declined goes back, and waits for the room again', () =>
    withInstallation(async ({ foyer, mock }) => {
      const booking = await book(foyer, week(0));
      mock.controls.once('doUpdate', 'before', () => {
        mock.controls.writeOutside([room], week(0, 14));
      });
      mock.controls.once('doUpdate', 'after', () => mock.controls.answerNow());
      await Promise.allSettled([change(foyer, booking, week(0, 14))]);
      const between = await foyer.deps.bookings.find(booking.organisationId, booking.id);
      expect(between?.status).toBe('awaiting-room');
      mock.controls.answerNow();
      await recover(foyer);
      const ended = await foyer.deps.bookings.find(booking.organisationId, booking.id);
      expect(ended).toMatchObject({ status: 'confirmed', start: week(0).start, change: null });
      expect(await findFaults([foyer], mock.controls)).toEqual([]);
    }, late));
});
