import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { reconcileBookings } from '@/lib/services/reconcile-bookings';
import { readBooks } from '@/tests/integration/booking/support/check-books';
import { book, recover, tomorrow } from '@/tests/integration/booking/support/installation';
import { refusalOf, withInstallation } from '@/tests/integration/booking/support/with-installation';

/** A request that may work for a moment only. */
const hasty = { budgets: { requestMs: 1_500, rivalMs: 60_000 } };

it('says unknown, and gives the hold back, when the live check does not end in time', () =>
  withInstallation(async ({ foyer, mock }) => {
    mock.controls.fault({ method: 'doFreeBusy', error: 'no-answer' });
    const refusal = await refusalOf(book(foyer, { idempotencyKey: 'k' }));
    expect(refusal.code).toBe('availability-unknown');
    expect(await readBooks(foyer.pool, mock.controls)).toMatchObject({ bookings: 0, keys: 0 });
  }, hasty));

it.each(['doCreate', 'doListEvents'] as const)(
  'is pending when %s does not end in time',
  (method) =>
    withInstallation(async ({ foyer, mock }) => {
      const lift = mock.controls.fault({ method, error: 'no-answer' });
      expect(await book(foyer)).toMatchObject({
        status: 'pending',
        statusReason: 'outcome-unknown',
      });
      lift();
      await recover(foyer);
      expect(await readBooks(foyer.pool, mock.controls)).toMatchObject({ statuses: ['confirmed'] });
    }, hasty),
);

it('is pending when the time ends while it waits for another installation', () =>
  withInstallation(async ({ foyer, mock }) => {
    mock.controls.once('doCreate', 'after', () => {
      const event = { ...tomorrow(), uid: 'foyer-z' };
      mock.controls.writeOutside([{ roomId: 'room-1', address: {} }], event);
    });
    const wait = (durationMs: number, signal: AbortSignal) =>
      delay(durationMs, undefined, { signal });
    expect(await book(foyer, {}, { wait })).toMatchObject({ status: 'pending' });
  }, hasty));

it('is taken up ever more rarely while nothing is known, and soon enough to be settled in time', () =>
  withInstallation(async ({ foyer, mock }) => {
    const { deps, pool } = foyer;
    mock.controls.fault({ method: 'doCreate', error: 'bad-response', outcome: 'unknown' });
    mock.controls.fault({ method: 'doFindByUid', error: 'bad-response' });
    await book(foyer);
    const delaysMs: number[] = [];
    for (let round = 0; round < 6; round += 1) {
      const due = await pool.query<{ due_at: Date }>('SELECT due_at FROM bookings');
      foyer.pass((due.rows[0]?.due_at.getTime() ?? 0) - deps.clock.now() + 1);
      const before = deps.clock.now();
      expect(await reconcileBookings(deps, 'r')).toBe(1);
      const next = await pool.query<{ due_at: Date }>('SELECT due_at FROM bookings');
      delaysMs.push((next.rows[0]?.due_at.getTime() ?? 0) - before);
    }
    for (const [index, delayMs] of delaysMs.entries()) {
      expect(delayMs).toBeGreaterThanOrEqual(Math.min(2_000 * 2 ** index, 10_000));
      // All is to be settled within 30 s of a calendar's coming back.
      expect(delayMs).toBeLessThanOrEqual(11_000);
    }
  }));

it('gives a booking up that could not be written for long, and says so', () =>
  withInstallation(async ({ foyer, mock }) => {
    mock.controls.fault({ method: 'doCreate', error: 'bad-response', outcome: 'unknown' });
    await book(foyer);
    await recover(foyer);
    const ended = await foyer.pool.query('SELECT status, status_reason, due_at FROM bookings');
    expect(ended.rows).toEqual([
      { status: 'failed', status_reason: 'backend-unavailable', due_at: null },
    ]);
  }));
