import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { BookingStatus } from '@/lib/core/bookings/status';
import { parsePosition } from '@/lib/core/changes/position';
import type { Person } from '@/lib/core/places/person';
import { addMs, hourMs, instant } from '@/lib/core/time/instant';
import { openDatabase } from '@/lib/db/client';
import { listenToOutbox } from '@/lib/db/listen-outbox';
import { createPeopleStore } from '@/lib/db/repositories/people-store';
import { mostEventsAtOnce } from '@/lib/events/watcher';
import { addPlaces } from '@/tests/integration/booking/support/add-places';
import {
  confirm,
  hold,
  openReplica,
  type Replica,
  read,
  tomorrow,
} from '@/tests/integration/events/replica';
import { createTestDatabase, type TestDatabase } from '@/tests/support/postgres';
import { waitFor } from '@/tests/support/wait-for';

const rooms = ['ada', 'curie', 'noether'];

describe('the change stream of two processes over one database', () => {
  let database: TestDatabase;
  let here: Replica;
  let there: Replica;
  let people: { readonly alice: Person; readonly bob: Person; readonly mona: Person };
  let hour = 0;
  /** Another hour for every booking of this file. */
  const nextHour = () => {
    hour += 1;
    return hour;
  };

  beforeAll(async () => {
    database = await createTestDatabase();
    const { pool, prisma, close } = openDatabase({
      url: database.url,
      maxConnections: 2,
      onIdleError: () => undefined,
    });
    const { organisationId } = await addPlaces(pool, rooms, {});
    const store = createPeopleStore({ prisma, pool, organisationId, newId: randomUUID });
    const ensure = (name: string, role: 'employee' | 'manager') =>
      store.ensurePerson({ email: `${name.toLowerCase()}@example.org`, name, role });
    people = {
      alice: await ensure('Alice', 'employee'),
      bob: await ensure('Bob', 'employee'),
      mona: await ensure('Mona', 'manager'),
    };
    await close();
  });
  afterAll(() => database.drop());
  beforeEach(() => {
    here = openReplica(database.url);
    there = openReplica(database.url);
  });
  afterEach(async () => {
    await Promise.all([here.close(), there.close()]);
  });

  it('tells of a hold, a confirmation and a release on the other process, at once', async () => {
    const reader = await read(there, people.alice, { roomIds: ['ada'] });
    const slot = nextHour();
    const held = await hold(here, people.alice, 'ada', slot);
    const start = addMs(tomorrow, slot * hourMs);
    const availability = { topic: 'availability', roomId: 'ada', start, end: addMs(start, hourMs) };
    const about = { topic: 'booking', organizerId: people.alice.id, bookedById: people.alice.id };
    const isTold = (id: string, status: BookingStatus) =>
      reader
        .changes()
        .some(
          (change) => 'bookingId' in change && change.bookingId === id && change.status === status,
        );
    await waitFor('the hold', () => isTold(held.id, 'pending'), 5_000);
    expect(reader.changes()).toEqual([
      { ...about, bookingId: held.id, status: 'pending' },
      availability,
    ]);
    const startedMs = performance.now();
    await confirm(here, held);
    await waitFor('the confirmation', () => isTold(held.id, 'confirmed'), 5_000);
    expect(performance.now() - startedMs).toBeLessThan(500);
    expect(reader.changes().slice(2)).toHaveLength(2);
    expect(reader.changes().slice(2)).toContainEqual(availability);
    const released = await hold(here, people.alice, 'ada', nextHour());
    await here.bookings.release(released);
    await waitFor('the release', () => isTold(released.id, 'failed'), 5_000);
  });

  it('is woken by an announcement, not only by its own clock', async () => {
    let heard = 0;
    const listener = await listenToOutbox(database.url, {
      onNews: () => {
        heard += 1;
      },
      onLost: () => undefined,
    });
    try {
      await hold(here, people.alice, 'ada', nextHour());
      await waitFor('the announcement', () => heard > 0, 5_000);
    } finally {
      await listener.close();
    }
  });

  it('says nothing of a time at which reconciliation looks again', async () => {
    const booking = await hold(here, people.alice, 'ada', nextHour());
    const reader = await read(there, people.alice);
    const taken = await here.bookings.takeDue(booking.end, addMs(booking.end, hourMs), 100);
    expect(taken.map(({ id }) => id)).toContain(booking.id);
    const other = await hold(here, people.alice, 'curie', nextHour());
    const toldOf = () =>
      reader.changes().flatMap((change) => ('bookingId' in change ? [change.bookingId] : []));
    await waitFor('the other booking', () => toldOf().includes(other.id), 5_000);
    expect(toldOf()).toEqual([other.id]);
  });

  it('tells of a booking only those who may see it, of rooms only those who look', async () => {
    const readers = {
      alice: await read(there, people.alice, { roomIds: [] }),
      bob: await read(there, people.bob, { buildingId: 'building' }),
      mona: await read(there, people.mona, { roomIds: ['curie'] }),
    };
    await hold(here, people.alice, 'ada', nextHour());
    await waitFor(
      'all news',
      () => Object.values(readers).every((reader) => reader.changes().length > 0),
      5_000,
    );
    expect(readers.alice.changes().map(({ topic }) => topic)).toEqual(['booking']);
    expect(readers.bob.changes().map(({ topic }) => topic)).toEqual(['availability']);
    expect(readers.mona.changes().map(({ topic }) => topic)).toEqual(['booking']);
  });

  it('refuses rooms and buildings that are not there', async () => {
    await expect(read(here, people.bob, { roomIds: ['ada', 'nowhere'] })).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(read(here, people.bob, { buildingId: 'nowhere' })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('does not wait for a transaction that stays open', async () => {
    const reader = await read(there, people.bob);
    const client = await here.pool.connect();
    try {
      await client.query('BEGIN');
      await client.query('SELECT pg_current_xact_id()');
      await hold(here, people.alice, 'ada', nextHour());
      await waitFor('the news', () => reader.changes().length > 0, 5_000);
    } finally {
      await client.query('ROLLBACK');
      client.release();
    }
  });

  it('loses nothing when its connection is cut, again and again', async () => {
    const reader = await read(there, people.bob, { roomIds: ['noether'] });
    const bookings = 30;
    for (let index = 0; index < bookings; index += 1) {
      await hold(here, people.alice, 'noether', nextHour());
      if (index % 6 === 0) await cutListeners(here);
    }
    await waitFor('all news', () => reader.changes().length >= bookings, 20_000);
    expect(reader.changes()).toHaveLength(bookings);
    expect(new Set(reader.changes().map((change) => JSON.stringify(change))).size).toBe(bookings);
    expect(there.warnings).toContain('the connection that follows changes was lost');
  });

  it('tells whoever comes back what they missed, once, on any process', async () => {
    const first = await read(there, people.bob, { roomIds: ['ada'] });
    await hold(here, people.alice, 'ada', nextHour());
    await waitFor('the news', () => first.changes().length > 0, 5_000);
    first.watch.stop();
    const missed = [nextHour(), nextHour()];
    for (const slot of missed) await hold(here, people.alice, 'ada', slot);
    const lastEventId = first.events.at(-1)?.id ?? '';
    const second = await read(here, people.bob, { roomIds: ['ada'], lastEventId });
    expect(second.changes().map((change) => 'start' in change && change.start)).toEqual(
      missed.map((slot) => addMs(tomorrow, slot * hourMs)),
    );
    expect(first.changes()).toHaveLength(1);
  });

  it('does not take the number of a transaction that came to nothing for one that was read', async () => {
    const mark = await here.outbox.mark();
    await hold(here, people.alice, 'ada', nextHour());
    const { snapshot } = await here.outbox.mark();
    const { lines, isWhole } = await here.outbox.read({ ...mark, snapshot }, 100);
    expect(isWhole).toBe(true);
    expect(lines).toHaveLength(2);
  });

  it('tells of too much with one word', async () => {
    const reader = await read(there, people.bob);
    const slots = mostEventsAtOnce + 1;
    await here.pool.query(
      `INSERT INTO outbox (organisation_id, topic, payload)
       SELECT $1, 'availability', jsonb_build_object('roomId', 'ada', 'start', n, 'end', n + 1)
         FROM generate_series(1, $2) AS n`,
      [people.bob.organisationId, slots],
    );
    await waitFor('the word', () => reader.changes().length > 0, 5_000);
    expect(reader.changes()).toEqual([{ topic: 'reset' }]);
  });

  it('says so when too much is gone to go on', async () => {
    const before = await read(there, people.bob);
    await hold(here, people.alice, 'ada', nextHour());
    await hold(here, people.alice, 'ada', nextHour());
    // Transactions are numbered for the whole server, whose other databases other tests work in.
    await waitFor('older transactions to end', () => areOlderOnesOver(here));
    const after = await read(there, people.bob);
    expect(await here.outbox.prune(addMs(instant(Date.now()), hourMs), 100)).toBeGreaterThan(0);
    const resume = (reader: typeof before) =>
      read(here, people.bob, { lastEventId: reader.events[0]?.id ?? '' });
    expect((await resume(before)).changes()).toEqual([{ topic: 'reset' }]);
    expect((await resume(after)).changes()).toEqual([]);
    expect((await read(here, people.bob, { lastEventId: 'what' })).changes()).toEqual([
      { topic: 'reset' },
    ]);
  });

  it('keeps as many lines as it should, and none that an open transaction may precede', async () => {
    const client = await here.pool.connect();
    try {
      await client.query('BEGIN');
      await client.query('SELECT pg_current_xact_id()');
      for (let index = 0; index < 4; index += 1) {
        await hold(there, people.alice, 'curie', nextHour());
      }
      await there.outbox.prune(instant(0), 2);
      expect(await countLines(there)).toBeGreaterThanOrEqual(8);
    } finally {
      await client.query('ROLLBACK');
      client.release();
    }
    // Transactions are numbered for the whole server, whose other databases other tests work in.
    await waitFor('the lines to go', async () => {
      await there.outbox.prune(instant(0), 2);
      return (await countLines(there)) <= 4;
    });
    expect(await there.outbox.prune(instant(0), 2)).toBe(0);
  });

  it('ends its streams when the process leaves, and takes nobody on any more', async () => {
    const reader = await read(here, people.bob);
    await here.feed.close();
    expect(reader.hasEnded()).toBe(true);
    await expect(read(here, people.bob)).rejects.toMatchObject({ code: 'database-unavailable' });
  });

  it('takes nobody on while there is no database', async () => {
    const nowhere = new URL(database.url);
    nowhere.port = '1';
    const lost = openReplica(nowhere.href);
    await expect(read(lost, people.bob)).rejects.toMatchObject({ code: 'database-unavailable' });
    await lost.close();
  });

  it('gives ids that are short and read back', async () => {
    const reader = await read(here, people.bob);
    const id = reader.events[0]?.id ?? '';
    expect(parsePosition(id)).not.toBeNull();
    expect(id.length).toBeLessThan(100);
  });
});

async function cutListeners({ pool }: Replica): Promise<void> {
  await pool.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE application_name = 'foyer-stream' AND datname = current_database()`,
  );
}

/** Whether no transaction is open that began before the last line was written. */
async function areOlderOnesOver({ pool }: Replica): Promise<boolean> {
  const found = await pool.query<{ over: boolean }>(
    'SELECT pg_snapshot_xmin(pg_current_snapshot()) > max(transaction_id) AS over FROM outbox',
  );
  return found.rows[0]?.over ?? false;
}

async function countLines({ pool }: Replica): Promise<number> {
  const counted = await pool.query<{ lines: number }>(
    `SELECT count(*)::integer AS lines FROM outbox WHERE topic IN ('availability', 'booking')`,
  );
  return counted.rows[0]?.lines ?? 0;
}
