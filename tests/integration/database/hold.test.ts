import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Booking } from '@/lib/core/bookings/booking';
import { bookingStatuses, isLive, mayBecome } from '@/lib/core/bookings/status';
import { addMs, hourMs, instant, minuteMs } from '@/lib/core/time/instant';
import { type Interval, overlaps } from '@/lib/core/time/interval';
import type { HoldResult } from '@/lib/db/ports';
import {
  type Installation,
  openInstallation,
} from '@/tests/integration/booking/support/installation';
import { newMock } from '@/tests/integration/booking/support/with-installation';
import { newBooking } from '@/tests/support/new-booking';

const roomIds = ['room-1', 'room-2', 'room-3'];
const origin = instant(Math.ceil(Date.now() / hourMs) * hourMs + 48 * hourMs);

let foyer: Installation;

beforeAll(async () => {
  foyer = await openInstallation({ backend: newMock(), roomIds });
});
afterAll(() => foyer.stop());

async function empty(): Promise<void> {
  await foyer.pool.query('DELETE FROM idempotency_keys');
  await foyer.pool.query('DELETE FROM bookings');
}

function minutes(from: number, until: number): Interval {
  return { start: addMs(origin, from * minuteMs), end: addMs(origin, until * minuteMs) };
}

function hold(slot: Interval, rooms: readonly string[] = ['room-1'], buffer = 0) {
  const held = {
    start: addMs(slot.start, -buffer * minuteMs),
    end: addMs(slot.end, buffer * minuteMs),
  };
  const booking = newBooking(foyer.people.alice, { ...slot, roomIds: rooms, held });
  return foyer.deps.bookings.hold({ ...booking, dueAt: origin });
}

function heldOf(result: HoldResult): Booking {
  if (result.outcome === 'held') return result.booking;
  throw new Error(`not held: ${result.outcome}`);
}

describe('the constraint', () => {
  const insert = (bookingId: string, status: string, slot: Interval) =>
    foyer.pool.query(
      `INSERT INTO occurrences (id, organisation_id, booking_id, event_id, room_id, status,
           recurrence_id, starts_at, ends_at, held_from, held_until)
       VALUES ($1, $2, $3, 'event-' || $3, 'room-1', $4, $5, $5, $6, $5, $6)`,
      [
        randomUUID(),
        foyer.people.alice.organisationId,
        bookingId,
        status,
        new Date(slot.start),
        new Date(slot.end),
      ],
    );

  it('refuses an overlap of live bookings, whoever writes it', async () => {
    await empty();
    const first = heldOf(await hold(minutes(0, 60)));
    const second = heldOf(await hold(minutes(60, 120)));
    for (const status of ['pending', 'confirmed', 'awaiting-room', 'awaiting-approval']) {
      await expect(insert(second.id, status, minutes(59, 61))).rejects.toMatchObject({
        code: '23P01',
      });
    }
    await insert(second.id, 'cancelled', minutes(30, 45));
    // Dates of one booking may overlap: a move holds its new slot before it releases the old one.
    await insert(first.id, 'pending', minutes(30, 45));
  });

  it('refuses to bring an ended booking back to where another is', async () => {
    await empty();
    const first = heldOf(await hold(minutes(0, 60)));
    const step = { status: 'failed', reason: 'taken', dueAt: null, actor: 'test' } as const;
    await foyer.deps.bookings.settle(first, step);
    heldOf(await hold(minutes(0, 60)));
    await expect(
      foyer.pool.query(`UPDATE occurrences SET status = 'confirmed' WHERE booking_id = $1`, [
        first.id,
      ]),
    ).rejects.toMatchObject({ code: '23P01' });
  });

  it.each([
    ['backwards', minutes(60, 0)],
    ['empty', minutes(60, 60)],
  ])('refuses a time that runs %s', async (_how, slot) => {
    await empty();
    await expect(hold(slot)).rejects.toThrow();
  });
});

describe('a hold', () => {
  it('names what is in the way by its own times, not by its buffers', async () => {
    await empty();
    await hold(minutes(60, 120), ['room-1', 'room-2'], 15);
    const result = await hold(minutes(0, 50), ['room-2', 'room-3']);
    expect(result).toEqual({
      outcome: 'conflict',
      conflicts: [{ roomId: 'room-2', ...minutes(60, 120) }],
      takenDates: [minutes(0, 50).start],
    });
    const rows = await foyer.pool.query('SELECT 1 FROM bookings');
    expect(rows.rowCount).toBe(1);
  });

  it('of one slot by fifty at once is had by one', async () => {
    await empty();
    const results = await Promise.all(Array.from({ length: 50 }, () => hold(minutes(0, 60))));
    expect(results.filter(({ outcome }) => outcome === 'held')).toHaveLength(1);
    expect(results.filter(({ outcome }) => outcome === 'conflict')).toHaveLength(49);
  });

  it('is released whole, once, and only while it is as it was', async () => {
    await empty();
    const { bookings } = foyer.deps;
    const booking = heldOf(await hold(minutes(0, 60)));
    const step = { status: 'pending', reason: 'writing', dueAt: null, actor: 'test' } as const;
    const later = await bookings.settle(booking, step);
    expect(await bookings.release(booking)).toBe(false);
    if (!later) throw new Error('not settled');
    expect(await bookings.release(later)).toBe(true);
    expect(await bookings.release(later)).toBe(false);
    expect((await foyer.pool.query('SELECT 1 FROM occurrences')).rowCount).toBe(0);
  });

  it('that is settled is settled once for each revision', async () => {
    await empty();
    const booking = heldOf(await hold(minutes(0, 60)));
    const step = { status: 'confirmed', reason: null, dueAt: null, actor: 'test' } as const;
    const ends = await Promise.all(
      Array.from({ length: 10 }, () => foyer.deps.bookings.settle(booking, step)),
    );
    expect(ends.filter((end) => end !== null)).toHaveLength(1);
    const told = await foyer.pool.query('SELECT to_status FROM booking_transitions ORDER BY id');
    expect(told.rows).toEqual([{ to_status: 'pending' }, { to_status: 'confirmed' }]);
  });

  it('takes no step that the table of states has not', async () => {
    await empty();
    const booking = heldOf(await hold(minutes(0, 60)));
    for (const from of bookingStatuses) {
      for (const to of bookingStatuses.filter((each) => each !== from && !mayBecome(from, each))) {
        const step = { status: to, reason: null, dueAt: null, actor: 'test' };
        await expect(
          foyer.deps.bookings.settle({ ...booking, status: from }, step),
        ).rejects.toThrow(`${from} to ${to}`);
      }
    }
  });
});

describe('random commands', () => {
  type Command =
    | {
        readonly do: 'hold';
        readonly from: number;
        readonly length: number;
        readonly rooms: readonly string[];
      }
    | {
        readonly do: 'settle';
        readonly which: number;
        readonly to: (typeof bookingStatuses)[number];
      }
    | { readonly do: 'release'; readonly which: number };

  const command: fc.Arbitrary<Command> = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        do: fc.constant('hold' as const),
        from: fc.integer({ min: 0, max: 20 }),
        length: fc.integer({ min: 1, max: 6 }),
        rooms: fc.subarray(roomIds, { minLength: 1 }),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant('settle' as const),
        which: fc.nat(20),
        to: fc.constantFrom(...bookingStatuses),
      }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('release' as const), which: fc.nat(20) }) },
  );

  /** What the store should hold: a list of bookings, searched one by one. */
  async function run(commands: readonly Command[]): Promise<void> {
    await empty();
    const { bookings } = foyer.deps;
    let model: readonly Booking[] = [];
    const inTheWay = (slot: Interval, rooms: readonly string[]) =>
      model.filter(
        (each) =>
          isLive(each.status) &&
          overlaps(each, slot) &&
          each.dates.some(({ roomId }) => rooms.includes(roomId)),
      );
    for (const each of commands) {
      if (each.do === 'hold') {
        const slot = minutes(each.from * 10, (each.from + each.length) * 10);
        const expected = inTheWay(slot, each.rooms);
        const result = await hold(slot, each.rooms);
        expect(result.outcome).toBe(expected.length > 0 ? 'conflict' : 'held');
        if (result.outcome === 'held') model = [...model, result.booking];
        continue;
      }
      const chosen = model[each.which % Math.max(1, model.length)];
      if (!chosen) continue;
      const others = model.filter(({ id }) => id !== chosen.id);
      if (each.do === 'release') {
        const released = await bookings.release(chosen);
        expect(released).toBe(chosen.status === 'pending');
        if (released) model = others;
      } else if (mayBecome(chosen.status, each.to)) {
        const step = { status: each.to, reason: null, dueAt: null, actor: 'test' };
        const settled = await bookings.settle(chosen, step);
        if (!settled) throw new Error('a booking was moved by nobody');
        model = [...others, settled];
      }
    }
    const occurrences = await bookings.occurrencesIn(roomIds, minutes(-100, 1_000));
    const live = model.filter(({ status }) => isLive(status));
    const wanted = live.flatMap(({ id, dates }) => dates.map(({ roomId }) => `${id} ${roomId}`));
    const found = occurrences.map(({ bookingId, roomId }) => `${bookingId} ${roomId}`);
    expect(found.sort()).toEqual(wanted.sort());
  }

  it('leave what the model says, and no two live bookings ever overlap', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(command, { maxLength: 25 }), async (commands) => run(commands)),
      { seed: 11, numRuns: 40 },
    );
  });
});

describe('what is due', () => {
  it('is taken by one of many, oldest first, and again only after its lease', async () => {
    await empty();
    for (let index = 0; index < 9; index += 1) await hold(minutes(index * 60, index * 60 + 60));
    const now = addMs(origin, 1);
    const lease = addMs(origin, hourMs);
    const { bookings } = foyer.deps;
    const taken = await Promise.all([1, 2, 3, 4].map(() => bookings.takeDue(now, lease, 3)));
    const ids = taken.flat().map(({ id }) => id);
    expect(ids).toHaveLength(9);
    expect(new Set(ids).size).toBe(9);
    expect(await bookings.takeDue(now, lease, 3)).toEqual([]);
    const again = await bookings.takeDue(addMs(lease, 1), addMs(lease, hourMs), 20);
    expect(again.map(({ attempts }) => attempts)).toEqual(Array.from({ length: 9 }, () => 2));
  });
});
