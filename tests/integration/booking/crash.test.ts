import { describe, expect, it } from 'vitest';
import type { MockBackend } from '@/lib/calendar/backends/mock';
import { cancelBooking } from '@/lib/services/cancel-booking';
import { changeBooking } from '@/lib/services/change-booking';
import { reconcileBookings } from '@/lib/services/reconcile-bookings';
import { findFaults, readBooks } from '@/tests/integration/booking/support/check-books';
import {
  bookingSteps,
  Crash,
  dieAt,
  moments,
  moveSteps,
  type Step,
} from '@/tests/integration/booking/support/crash';
import {
  book,
  type Installation,
  recover,
  tomorrow,
} from '@/tests/integration/booking/support/installation';
import { withInstallation } from '@/tests/integration/booking/support/with-installation';

const deathsAt = (steps: readonly Step[]) =>
  steps.flatMap((step) => moments.map((moment) => ({ step, moment })));
const everyDeath = deathsAt(bookingSteps);
const everyDeathOfMove = deathsAt(moveSteps);

/** What a request came to; a crash is nothing that anybody was told. */
async function outcomeOf(request: Promise<{ readonly status: string }>): Promise<string> {
  try {
    return (await request).status;
  } catch (error) {
    return error instanceof Crash ? 'crashed' : 'refused';
  }
}

function intrude({ controls }: MockBackend, hour = 0): void {
  controls.once('doCreate', 'after', () => {
    controls.writeOutside([{ roomId: 'room-1', address: {} }], tomorrow(hour));
  });
}

describe('the process dies while it books', () => {
  it.each(everyDeath)('$moment $step: one event and confirmed, or nothing at all', (death) =>
    withInstallation(
      async ({ foyer, mock }) => {
        const dying = dieAt(foyer.deps, death);
        const roomIds = ['room-1', 'room-2'];
        const outcome = await outcomeOf(book(foyer, { roomIds }, dying.deps));
        await recover(foyer);
        const { statuses } = await readBooks(foyer.pool, mock.controls);
        expect(await findFaults([foyer], mock.controls)).toEqual([]);
        expect(statuses).toEqual(['confirmed']);
        expect(outcome).toBe(dying.died() ? 'crashed' : 'confirmed');
      },
      { roomIds: ['room-1', 'room-2'] },
    ),
  );

  it.each(everyDeath)('$moment $step, while an outsider takes the slot: nothing is left', (death) =>
    withInstallation(async ({ foyer, mock }) => {
      intrude(mock);
      const dying = dieAt(foyer.deps, death);
      await outcomeOf(book(foyer, {}, dying.deps));
      await recover(foyer);
      expect(await findFaults([foyer], mock.controls)).toEqual([]);
      // Who died before the write meets the outsider when recovery writes.
      const { statuses, events } = await readBooks(foyer.pool, mock.controls);
      expect({ statuses, events }).toEqual({ statuses: ['failed'], events: [] });
    }),
  );

  it('is dead at every step that a booking has', async () => {
    const reached = new Set<Step>();
    for (const step of bookingSteps) {
      await withInstallation(async ({ foyer, mock }) => {
        if (step !== 'release') intrude(mock);
        else mock.controls.fault({ method: 'doFreeBusy', error: 'unauthenticated' });
        if (step === 'findByUid') {
          mock.controls.fault({ method: 'doCreate', error: 'timeout', when: 'after' });
        }
        const dying = dieAt(foyer.deps, { step, moment: 'before' });
        await outcomeOf(book(foyer, {}, dying.deps));
        if (dying.died()) reached.add(step);
      });
    }
    expect([...reached].sort()).toEqual([...bookingSteps].sort());
  });
});

describe('the process dies while it recovers', () => {
  it.each(everyDeath)('$moment $step: the next round finishes what it began', (death) =>
    withInstallation(async ({ foyer, mock }) => {
      const first = dieAt(foyer.deps, { step: 'create', moment: 'before' });
      await outcomeOf(book(foyer, {}, first.deps));
      const second = dieAt(foyer.deps, death);
      await recover(foyer, second.deps, 1);
      await recover(foyer);
      expect(await findFaults([foyer], mock.controls)).toEqual([]);
      expect(await readBooks(foyer.pool, mock.controls)).toMatchObject({ statuses: ['confirmed'] });
    }),
  );

  it.each(everyDeath)('$moment $step, while it withdraws: nothing is left', (death) =>
    withInstallation(async ({ foyer, mock }) => {
      intrude(mock);
      const first = dieAt(foyer.deps, { step: 'listEvents', moment: 'before' });
      await outcomeOf(book(foyer, {}, first.deps));
      await recover(foyer, dieAt(foyer.deps, death).deps, 1);
      await recover(foyer);
      expect(await findFaults([foyer], mock.controls)).toEqual([]);
      expect(await readBooks(foyer.pool, mock.controls)).toMatchObject({ statuses: ['failed'] });
    }),
  );
});

describe('the process dies while it cancels', () => {
  const deaths = everyDeath.filter(({ step }) => step === 'cancel' || step === 'settle');

  it.each(deaths)('$moment $step: the booking is cancelled or stands, whole', (death) =>
    withInstallation(async ({ foyer, mock }) => {
      const { alice } = foyer.people;
      const booking = await book(foyer);
      const dying = dieAt(foyer.deps, death);
      const command = { bookingId: booking.id, revision: null };
      const call = { person: alice, signal: new AbortController().signal, requestId: 'r' };
      const deps = { ...foyer.deps, ...dying.deps };
      expect(
        await outcomeOf(cancelBooking(deps, command, call).then(({ booking }) => booking)),
      ).toBe('crashed');
      await recover(foyer);
      expect(await findFaults([foyer], mock.controls)).toEqual([]);
      const untouched = death.step === 'settle' && death.moment === 'before';
      const { statuses } = await readBooks(foyer.pool, mock.controls);
      expect(statuses).toEqual([untouched ? 'confirmed' : 'cancelled']);
    }),
  );
});

describe('the process dies while it moves a booking', () => {
  const noon = tomorrow(12);

  it.each(everyDeathOfMove)(
    '$moment $step: it is where it was or where it was to be, once',
    (death) =>
      withInstallation(async ({ foyer, mock }) => {
        const booking = await book(foyer);
        const dying = dieAt(foyer.deps, death);
        const call = {
          person: foyer.people.alice,
          signal: AbortSignal.timeout(60_000),
          requestId: 'r',
        };
        const command = { bookingId: booking.id, revision: null, ...noon };
        const deps = { ...foyer.deps, ...dying.deps };
        await outcomeOf(changeBooking(deps, command, call));
        await recover(foyer);
        expect(await findFaults([foyer], mock.controls)).toEqual([]);
        const rows = await foyer.pool.query<{ starts_at: Date }>(
          'SELECT starts_at FROM occurrences',
        );
        const held = rows.rows.map((row) => row.starts_at.getTime());
        const written = mock.controls.peek().map(({ dates }) => dates[0]?.start);
        expect(written).toEqual(held);
        expect([noon.start, tomorrow().start]).toContain(held[0]);
        if (!dying.died()) expect(held).toEqual([noon.start]);
      }),
  );

  it.each(everyDeathOfMove)(
    '$moment $step, while an outsider comes first: it is where it was',
    (death) =>
      withInstallation(async ({ foyer, mock }) => {
        const booking = await book(foyer);
        mock.controls.once('doListEvents', 'before', () => {
          mock.controls.writeOutside([{ roomId: 'room-1', address: {} }], noon);
        });
        const dying = dieAt(foyer.deps, death);
        const call = {
          person: foyer.people.alice,
          signal: AbortSignal.timeout(60_000),
          requestId: 'r',
        };
        const command = { bookingId: booking.id, revision: null, ...noon };
        const outcome = await outcomeOf(
          changeBooking({ ...foyer.deps, ...dying.deps }, command, call),
        );
        await recover(foyer);
        expect(await findFaults([foyer], mock.controls)).toEqual([]);
        const own = mock.controls.peek().filter(({ uid }) => uid === booking.uid);
        const starts = own.map(({ dates }) => dates[0]?.start);
        expect(starts).toEqual([tomorrow().start]);
        expect(['crashed', 'refused']).toContain(outcome);
      }),
  );

  it('is dead at every step that a move has', async () => {
    const reached = new Set<Step>();
    for (const step of moveSteps) {
      await withInstallation(async ({ foyer }) => {
        const booking = await book(foyer);
        const dying = dieAt(foyer.deps, { step, moment: 'before' });
        const call = {
          person: foyer.people.alice,
          signal: AbortSignal.timeout(60_000),
          requestId: 'r',
        };
        const command = { bookingId: booking.id, revision: null, ...noon };
        await outcomeOf(changeBooking({ ...foyer.deps, ...dying.deps }, command, call));
        if (dying.died()) reached.add(step);
      });
    }
    expect([...reached].sort()).toEqual([...moveSteps].sort());
  });
});

describe('several replicas', () => {
  async function leaveOpen(foyer: Installation, hours: number): Promise<void> {
    for (let hour = 0; hour < hours; hour += 1) {
      const dying = dieAt(foyer.deps, { step: 'create', moment: hour % 2 ? 'before' : 'after' });
      await outcomeOf(book(foyer, tomorrow(hour * 2), dying.deps));
    }
  }

  it('take up what is due without doing it twice', () =>
    withInstallation(async ({ foyer, mock }) => {
      await leaveOpen(foyer, 8);
      foyer.pass(foyer.deps.budgets.leaseMs + 1);
      const taken = await Promise.all(
        ['a', 'b', 'c', 'd'].map((replica) => reconcileBookings(foyer.deps, replica)),
      );
      expect(taken.reduce((sum, count) => sum + count, 0)).toBe(8);
      expect(await findFaults([foyer], mock.controls)).toEqual([]);
      expect(mock.controls.calls('doCreate')).toBe(8);
    }));

  it('leave alone what a request is still at', () =>
    withInstallation(async ({ foyer, mock }) => {
      let taken = -1;
      mock.controls.once('doCreate', 'after', async () => {
        taken = await reconcileBookings(foyer.deps, 'other');
      });
      expect(await book(foyer)).toMatchObject({ status: 'confirmed' });
      expect(taken).toBe(0);
    }));

  it('overtake a request that took too long, and its answer is theirs', () =>
    withInstallation(async ({ foyer, mock }) => {
      mock.controls.once('doListEvents', 'before', async () => {
        foyer.pass(foyer.deps.budgets.leaseMs + 1);
        await reconcileBookings(foyer.deps, 'other');
      });
      expect(await book(foyer)).toMatchObject({ status: 'confirmed' });
      expect(await findFaults([foyer], mock.controls)).toEqual([]);
    }));
});
