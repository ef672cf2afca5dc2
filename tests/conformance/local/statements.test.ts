import { randomUUID } from 'node:crypto';
import { Pool } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { CalendarBackend, EventDraft, RoomRef } from '@/lib/calendar/backend';
import { createLocalBackend } from '@/lib/calendar/backends/local';
import { addMs, hourMs, instant } from '@/lib/core/time/instant';
import { zoneId } from '@/lib/core/time/zone';
import { addLocalPlace, type LocalPlace } from '@/tests/conformance/harnesses/local-place';
import { createTestDatabase, type TestDatabase } from '@/tests/support/postgres';
import { waitFor } from '@/tests/support/wait-for';

const start = instant(Date.parse('2027-03-01T09:00:00Z'));

let database: TestDatabase;
let pool: Pool;
let place: LocalPlace;
let backend: CalendarBackend;
let room: RoomRef;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = new Pool({ connectionString: database.url, max: 12 });
  place = await addLocalPlace(pool);
  const { connectionId, organisationId } = place;
  backend = createLocalBackend({
    connectionId,
    organisationId,
    pool,
    clock: { now: () => start },
    newId: randomUUID,
    pageSize: 3,
  });
});

afterAll(async () => {
  await pool.end();
  await database.drop();
});

beforeEach(async () => {
  room = await place.addRoom();
});

function call(signal: AbortSignal = AbortSignal.timeout(20_000)) {
  return { signal, requestId: 'test' };
}

function draft(overrides: Partial<EventDraft> = {}): EventDraft {
  return {
    uid: randomUUID(),
    rooms: [room],
    start,
    end: addMs(start, hourMs),
    timeZone: zoneId('Europe/Paris'),
    title: 'Review',
    organizer: { email: 'alice@example.org' },
    attendees: [],
    visibility: 'default',
    ...overrides,
  };
}

describe('overlapping writes', () => {
  test('of several rooms in any order end at once, without a deadlock', async () => {
    const rooms = await Promise.all(Array.from({ length: 4 }, () => place.addRoom()));
    const backwards = [...rooms].reverse();
    const startedMs = performance.now();
    const attempts = Array.from({ length: 40 }, (_, index) =>
      backend.doCreate(draft({ rooms: index % 2 === 0 ? rooms : backwards }), call()),
    );
    const results = await Promise.allSettled(attempts);
    const refusals = results.filter((result) => result.status === 'rejected');
    expect(refusals).toHaveLength(39);
    for (const { reason } of refusals) {
      expect(reason).toMatchObject({ code: 'conflict', outcome: 'not-applied' });
    }
    // PostgreSQL looks for deadlocks after a second; nobody waited for that.
    expect(performance.now() - startedMs).toBeLessThan(900);
  });
});

describe('a signal', () => {
  test('ends waiting for a statement, whose outcome is unknown, and the pool stays whole', async () => {
    const blocker = await pool.connect();
    try {
      await blocker.query('BEGIN');
      await blocker.query('LOCK TABLE local_events IN ACCESS EXCLUSIVE MODE');
      const caller = new AbortController();
      const writing = backend.doCreate(draft(), call(caller.signal));
      await waitFor('the statement to wait', async () => (await countWaiting()) > 0);
      caller.abort();
      await expect(writing).rejects.toMatchObject({ code: 'aborted', outcome: 'unknown' });
    } finally {
      await blocker.query('ROLLBACK');
      blocker.release();
    }
    await Promise.all(Array.from({ length: 24 }, () => backend.doFreeBusy(query(), call())));
    expect(pool.waitingCount).toBe(0);
    expect(pool.idleCount).toBe(pool.totalCount);
  });

  test('ends waiting for a connection, and nothing was sent', async () => {
    const borrowed = await Promise.all(Array.from({ length: 12 }, () => pool.connect()));
    const writing = backend.doCreate(draft(), call(AbortSignal.timeout(30)));
    await expect(writing).rejects.toMatchObject({ code: 'timeout', outcome: 'not-applied' });
    for (const client of borrowed) client.release();
    await waitFor('the pool to be whole', () => pool.idleCount === pool.totalCount);
  });
});

describe('a server that ends the connection', () => {
  test('leaves the outcome of a write unknown and does not spoil the pool', async () => {
    const blocker = await pool.connect();
    try {
      await blocker.query('BEGIN');
      await blocker.query('LOCK TABLE local_events IN ACCESS EXCLUSIVE MODE');
      const writing = backend.doCreate(draft(), call());
      const failing = expect(writing).rejects.toMatchObject({
        code: 'unavailable',
        outcome: 'unknown',
      });
      await waitFor('the statement to be ended', async () => (await endWaiting()) > 0);
      await failing;
    } finally {
      await blocker.query('ROLLBACK');
      blocker.release();
    }
    await expect(backend.doCreate(draft(), call())).resolves.toMatchObject({ version: '1' });
  });
});

describe('the change feed', () => {
  test('brings an event whose transaction ended after a later one was read', async () => {
    const first = await backend.doListChanges({ room, cursor: null }, call());
    const late = await pool.connect();
    await late.query('BEGIN');
    await late.query(
      `INSERT INTO local_changes (organisation_id, connection_id, room_id, event_id, uid, removed)
       VALUES ($1, $2, $3, 'late', 'late', false)`,
      [place.organisationId, place.connectionId, room.roomId],
    );
    const early = await backend.doCreate(draft(), call());
    const second = await backend.doListChanges({ room, cursor: first.cursor }, call());
    await late.query('COMMIT');
    late.release();
    const third = await backend.doListChanges({ room, cursor: second.cursor }, call());
    expect(second).toMatchObject({ gap: false, changes: [{ handle: early.handle }] });
    expect(third).toMatchObject({ gap: false });
    expect(third.gap ? [] : third.changes.map((change) => change.handle)).toContain('late');
  });

  test('comes in pages that hold every line, and is then at its end', async () => {
    let { cursor } = await backend.doListChanges({ room, cursor: null }, call());
    const written = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        backend.doCreate(
          draft({ start: addMs(start, index * hourMs), end: addMs(start, (index + 1) * hourMs) }),
          call(),
        ),
      ),
    );
    const seen = new Set<string>();
    let pages = 0;
    for (let more = true; more; pages += 1) {
      const page = await backend.doListChanges({ room, cursor }, call());
      if (page.gap) throw new Error('unexpected gap');
      for (const change of page.changes) seen.add(change.handle);
      ({ cursor, more } = page);
    }
    expect(seen).toEqual(new Set(written.map((ref) => ref.handle)));
    expect(pages).toBe(4);
    const after = await backend.doListChanges({ room, cursor }, call());
    expect(after).toMatchObject({ gap: false, changes: [], more: false });
  });

  test('says gap for a cursor of a database that was ahead of this one', async () => {
    const page = await backend.doListChanges({ room, cursor: 'c1.9000000000000000' }, call());
    expect(page.gap).toBe(true);
  });
});

function query() {
  return { rooms: [room], window: { start, end: addMs(start, hourMs) } };
}

async function countWaiting(): Promise<number> {
  const { rows } = await pool.query<{ count: string }>(
    `SELECT count(*) FROM pg_stat_activity
      WHERE datname = current_database() AND wait_event_type = 'Lock'`,
  );
  return Number(rows[0]?.count);
}

async function endWaiting(): Promise<number> {
  const { rowCount } = await pool.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND wait_event_type = 'Lock'`,
  );
  return rowCount ?? 0;
}
