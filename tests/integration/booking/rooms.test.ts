import { describe, expect, it } from 'vitest';
import { reconcileBookings } from '@/lib/services/reconcile-bookings';
import {
  findFaults,
  foyerEvents,
  readBooks,
} from '@/tests/integration/booking/support/check-books';
import { book, recover, tomorrow } from '@/tests/integration/booking/support/installation';
import {
  appReferee,
  refusalOf,
  withInstallation,
} from '@/tests/integration/booking/support/with-installation';

const three = { roomIds: ['room-1', 'room-2', 'room-3'] };
const linked = { ...three, mock: { ...appReferee, roomsPerEvent: 1 } };

describe('several rooms in one booking', () => {
  it('are one meeting where they share a connection', () =>
    withInstallation(async ({ foyer, mock }) => {
      const booking = await book(foyer, three);
      expect(booking).toMatchObject({ status: 'confirmed' });
      expect(foyerEvents(mock.controls)).toEqual([booking.uid]);
      expect(mock.controls.peek()[0]?.answers.map(({ roomId }) => roomId)).toEqual(three.roomIds);
      expect(await findFaults([foyer], mock.controls)).toEqual([]);
    }, three));

  it('are linked meetings where an event names one room only', () =>
    withInstallation(async ({ foyer, mock }) => {
      const { status, uid } = await book(foyer, three);
      expect(status).toBe('confirmed');
      expect([...foyerEvents(mock.controls)].sort()).toEqual([uid, `${uid}-1`, `${uid}-2`]);
      expect(await findFaults([foyer], mock.controls)).toEqual([]);
    }, linked));

  it('are refused together when Foyer holds one of them', () =>
    withInstallation(async ({ foyer, mock }) => {
      await book(foyer, { roomIds: ['room-2'] });
      const refusal = await refusalOf(book(foyer, three));
      expect(refusal.extras.conflicts).toMatchObject([{ roomId: 'room-2' }]);
      expect(await readBooks(foyer.pool, mock.controls)).toMatchObject({ bookings: 1 });
    }, three));

  it('are refused together when one of them is unknown', () =>
    withInstallation(async ({ foyer, mock }) => {
      mock.controls.fault({ method: 'doFreeBusy', error: 'forbidden', roomIds: ['room-3'] });
      expect((await refusalOf(book(foyer, three))).code).toBe('availability-unknown');
      expect(await readBooks(foyer.pool, mock.controls)).toMatchObject({ bookings: 0, events: [] });
    }, three));

  it('are withdrawn together when the second refuses the write', () =>
    withInstallation(async ({ foyer, mock }) => {
      mock.controls.once('doCreate', 'after', () => {
        mock.controls.fault({ method: 'doCreate', error: 'forbidden', times: 1 });
      });
      const outcome = await refusalOf(book(foyer, three));
      expect(outcome.code).toBe('backend-refused');
      await recover(foyer);
      expect(foyerEvents(mock.controls)).toEqual([]);
      expect(await findFaults([foyer], mock.controls)).toEqual([]);
    }, linked));

  it('are withdrawn together when an outsider takes one of them', () =>
    withInstallation(async ({ foyer, mock }) => {
      mock.controls.once('doCreate', 'after', () => {
        mock.controls.writeOutside([{ roomId: 'room-3', address: {} }], tomorrow());
      });
      expect((await refusalOf(book(foyer, three))).code).toBe('conflict');
      expect(foyerEvents(mock.controls)).toEqual([]);
      expect(await book(foyer, { roomIds: ['room-1', 'room-2'] })).toMatchObject({
        status: 'confirmed',
      });
    }, linked));

  it('asked for crosswise at once never block each other for good', () =>
    withInstallation(async ({ foyer, mock }) => {
      const wishes = [three.roomIds, [...three.roomIds].reverse(), ['room-2', 'room-3', 'room-1']];
      const ends = await Promise.all(
        Array.from({ length: 12 }, (_, index) =>
          book(foyer, { roomIds: wishes[index % 3] ?? [] }).then(
            ({ status }) => status,
            (error: { code: string }) => error.code,
          ),
        ),
      );
      expect(ends.filter((end) => end === 'confirmed')).toHaveLength(1);
      expect(ends.filter((end) => end === 'conflict')).toHaveLength(11);
      expect(await findFaults([foyer], mock.controls)).toEqual([]);
    }, three));
});

describe('a room that answers later', () => {
  const late = { mock: { referee: 'server', roomAnswer: 'later' } } as const;

  it('is awaited, then accepts', () =>
    withInstallation(async ({ foyer, mock }) => {
      expect(await book(foyer)).toMatchObject({ status: 'awaiting-room', statusReason: null });
      mock.controls.answerNow();
      await recover(foyer);
      expect(await readBooks(foyer.pool, mock.controls)).toMatchObject({ statuses: ['confirmed'] });
      expect(await findFaults([foyer], mock.controls)).toEqual([]);
    }, late));

  it('that answers within the moment that a person waits is confirmed at once', () =>
    withInstallation(async ({ foyer, mock }) => {
      mock.controls.once('doGet', 'before', () => mock.controls.answerNow());
      expect(await book(foyer)).toMatchObject({ status: 'confirmed' });
    }, late));

  it('is still awaited while it does not answer, and the slot is held', () =>
    withInstallation(async ({ foyer, mock }) => {
      await book(foyer);
      foyer.pass(foyer.deps.budgets.leaseMs);
      expect(await reconcileBookings(foyer.deps, 'r')).toBe(1);
      expect(await readBooks(foyer.pool, mock.controls)).toMatchObject({
        statuses: ['awaiting-room'],
      });
      expect((await refusalOf(book(foyer))).code).toBe('conflict');
    }, late));

  it('declines what an outsider has, and nothing of ours is left', () =>
    withInstallation(async ({ foyer, mock }) => {
      mock.controls.once('doCreate', 'before', () => {
        mock.controls.writeOutside([{ roomId: 'room-1', address: {} }], tomorrow());
      });
      expect(await book(foyer)).toMatchObject({ status: 'awaiting-room' });
      mock.controls.answerNow();
      await recover(foyer);
      const ended = await foyer.pool.query('SELECT status, status_reason FROM bookings');
      expect(ended.rows).toEqual([{ status: 'declined', status_reason: 'room-declined' }]);
      expect(await findFaults([foyer], mock.controls)).toEqual([]);
      expect(mock.controls.peek()).toHaveLength(1);
    }, late));

  it('that declines at once refuses the booking with a conflict', () =>
    withInstallation(async ({ foyer, mock }) => {
      mock.controls.once('doCreate', 'before', () => {
        mock.controls.writeOutside([{ roomId: 'room-1', address: {} }], tomorrow());
      });
      mock.controls.once('doGet', 'before', () => mock.controls.answerNow());
      expect((await refusalOf(book(foyer))).code).toBe('conflict');
      expect(foyerEvents(mock.controls)).toEqual([]);
    }, late));
});
