import { describe, expect, it } from 'vitest';
import { formatDateId } from '@/lib/core/bookings/date-id';
import { addMs, hourMs, minuteMs } from '@/lib/core/time/instant';
import { getBooking } from '@/lib/services/get-booking';
import { reconcileBookings } from '@/lib/services/reconcile-bookings';
import { findFaults } from '@/tests/integration/booking/support/check-books';
import {
  book,
  type Installation,
  recover,
  tomorrow,
} from '@/tests/integration/booking/support/installation';
import {
  type Scene,
  withInstallation,
} from '@/tests/integration/booking/support/with-installation';

const late = {
  roomIds: ['room-1', 'room-2'],
  mock: { referee: 'server', roomAnswer: 'later' },
} as const;

const read = ({ deps, people }: Installation, id: string, person = people.alice) =>
  getBooking(deps, id, { person, signal: new AbortController().signal, requestId: 'r' });

/** What stands in the database, and whether it is still to be taken up. */
async function stateOf({ pool }: Installation) {
  const found = await pool.query<{ state: string; open: boolean }>(
    `SELECT concat_ws(' ', status, status_reason) AS state, due_at IS NOT NULL AS open
       FROM bookings ORDER BY created_at`,
  );
  return found.rows.map(({ state, open }) => (open ? `${state}, open` : state));
}

/** Somebody is quicker than our request, and the room says so later. */
function takeBefore({ mock }: Scene, roomId: string) {
  mock.controls.once('doCreate', 'before', () => {
    mock.controls.writeOutside([{ roomId, address: {} }], tomorrow());
  });
}

async function bookAndLose(scene: Scene, wish: Parameters<typeof book>[1] = {}) {
  takeBefore(scene, 'room-1');
  const booking = await book(scene.foyer, wish);
  expect(booking.status).toBe('awaiting-room');
  scene.mock.controls.answerNow();
  await recover(scene.foyer);
  return booking;
}

describe('a room that answers after the person was told "requested"', () => {
  it('is heard at once when its calendar says that it has changed', () =>
    withInstallation(async ({ foyer, mock }) => {
      await book(foyer);
      mock.controls.answerNow();
      expect(await reconcileBookings(foyer.deps, 'r')).toBe(0);
      await foyer.deps.bookings.wakeAwaiting(['room-2'], foyer.deps.clock.now());
      expect(await reconcileBookings(foyer.deps, 'r')).toBe(0);
      await foyer.deps.bookings.wakeAwaiting(['room-1'], foyer.deps.clock.now());
      expect(await reconcileBookings(foyer.deps, 'r')).toBe(1);
      expect(await stateOf(foyer)).toEqual(['confirmed']);
      await foyer.deps.bookings.wakeAwaiting(['room-1'], foyer.deps.clock.now());
      expect(await stateOf(foyer)).toEqual(['confirmed']);
    }, late));

  it('is heard within two seconds while somebody may look on', () =>
    withInstallation(async ({ foyer, mock }) => {
      await book(foyer);
      mock.controls.answerNow();
      foyer.pass(1_000);
      expect(await reconcileBookings(foyer.deps, 'r')).toBe(1);
      expect(await stateOf(foyer)).toEqual(['confirmed']);
    }, late));

  it('and declines has the meeting withdrawn, and its organiser offered what is free instead', () =>
    withInstallation(async (scene) => {
      const { foyer, mock } = scene;
      const { id } = await bookAndLose(scene);
      expect(await stateOf(foyer)).toEqual(['declined room-declined']);
      expect(await findFaults([foyer], mock.controls)).toEqual([]);
      const { start, end } = tomorrow();
      const offered = [
        { roomId: 'room-2', start, end, reason: 'same-floor' },
        { roomId: 'room-1', start: end, end: addMs(end, hourMs), reason: 'same-room-later' },
      ];
      expect((await read(foyer, id)).alternatives).toEqual(offered);
      expect((await read(foyer, id, foyer.people.manager)).alternatives).toEqual(offered);
    }, late));

  it('offers nothing that cannot be seen', () =>
    withInstallation(async (scene) => {
      const { id } = await bookAndLose(scene);
      scene.mock.controls.fault({ method: 'doFreeBusy', error: 'forbidden' });
      expect((await read(scene.foyer, id)).alternatives).toEqual([]);
    }, late));

  it('offers nothing for a time that has come, and nothing for what stands or was cancelled', () =>
    withInstallation(async (scene) => {
      const { foyer, mock } = scene;
      const standing = await book(foyer, { roomIds: ['room-2'] });
      expect((await read(foyer, standing.id)).alternatives).toBeNull();
      const { id } = await bookAndLose(scene);
      foyer.pass(tomorrow().start - foyer.deps.clock.now());
      expect((await read(foyer, id)).alternatives).toBeNull();
      expect(mock.controls.calls('doFreeBusy')).toBe(2);
    }, late));

  it('offers no substitute for one of several rooms that were wanted together', () =>
    withInstallation(async (scene) => {
      const { id } = await bookAndLose(scene, { roomIds: ['room-1', 'room-2'] });
      expect((await read(scene.foyer, id)).alternatives).toEqual([]);
    }, late));

  it('offers ways out for each date of a series, and none for the series as a whole', () =>
    withInstallation(async (scene) => {
      const { id, dates } = await bookAndLose(scene, { rrule: 'FREQ=DAILY;COUNT=2' });
      const [first] = dates;
      expect((await read(scene.foyer, id)).alternatives).toBeNull();
      const date = formatDateId(id, first?.recurrenceId ?? tomorrow().start);
      const { alternatives } = await read(scene.foyer, date);
      expect(alternatives?.map(({ roomId }) => roomId)).toEqual(['room-2', 'room-1']);
    }, late));
});

describe('a room that never answers', () => {
  const answerDueMinutes = 60;
  const patient = { ...late, policy: { answerDueMinutes, whenUnanswered: 'keep' } } as const;
  const strict = { ...late, policy: { answerDueMinutes, whenUnanswered: 'withdraw' } } as const;

  const passAndReconcile = async (foyer: Installation, durationMs: number) => {
    foyer.pass(durationMs);
    expect(await reconcileBookings(foyer.deps, 'r')).toBe(1);
  };

  it('is awaited past its deadline where the policy keeps the request, until the meeting is over', () =>
    withInstallation(async ({ foyer, mock }) => {
      await book(foyer);
      await passAndReconcile(foyer, 2 * answerDueMinutes * minuteMs);
      expect(await stateOf(foyer)).toEqual(['awaiting-room, open']);
      await passAndReconcile(foyer, tomorrow().end - foyer.deps.clock.now());
      expect(await stateOf(foyer)).toEqual(['awaiting-room']);
      expect(mock.controls.peek()).toHaveLength(1);
    }, patient));

  it('has the request withdrawn at its deadline, not before, where the policy says so', () =>
    withInstallation(async ({ foyer, mock }) => {
      const { id } = await book(foyer);
      await passAndReconcile(foyer, answerDueMinutes * minuteMs - minuteMs);
      expect(await stateOf(foyer)).toEqual(['awaiting-room, open']);
      await passAndReconcile(foyer, minuteMs);
      expect((await read(foyer, id)).booking.status).toBe('declined');
      await recover(foyer);
      expect(await stateOf(foyer)).toEqual(['declined room-unanswered']);
      expect(mock.controls.peek()).toEqual([]);
      expect((await read(foyer, id)).alternatives).toHaveLength(1);
      expect(await book(foyer)).toMatchObject({ status: 'awaiting-room' });
    }, strict));

  it('is heard once more at the deadline: what it accepted is confirmed', () =>
    withInstallation(async ({ foyer, mock }) => {
      await book(foyer);
      mock.controls.answerNow();
      await passAndReconcile(foyer, answerDueMinutes * minuteMs);
      expect(await stateOf(foyer)).toEqual(['confirmed']);
    }, strict));

  it('keeps its request past the deadline while its calendar cannot be read', () =>
    withInstallation(async ({ foyer, mock }) => {
      await book(foyer);
      const lift = mock.controls.fault({ method: 'doGet', error: 'forbidden' });
      await passAndReconcile(foyer, 2 * answerDueMinutes * minuteMs);
      expect(await stateOf(foyer)).toEqual(['awaiting-room, open']);
      expect(mock.controls.peek()).toHaveLength(1);
      lift();
      await passAndReconcile(foyer, minuteMs);
      expect((await stateOf(foyer))[0]).toMatch(/^declined room-unanswered/);
    }, strict));
});
