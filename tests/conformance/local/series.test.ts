import { randomUUID } from 'node:crypto';
import { Pool } from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { CalendarBackend, EventDraft, EventRef, RoomRef } from '@/lib/calendar/backend';
import { createLocalBackend } from '@/lib/calendar/backends/local';
import { addMs, dayMs, hourMs, instant } from '@/lib/core/time/instant';
import { zoneId } from '@/lib/core/time/zone';
import { addLocalPlace, type LocalPlace } from '@/tests/conformance/harnesses/local-place';
import { createTestDatabase, type TestDatabase } from '@/tests/support/postgres';

const start = instant(Date.parse('2027-05-03T09:00:00Z'));
const nth = (days: number) => addMs(start, days * dayMs);

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
  const clock = { now: () => start };
  backend = createLocalBackend({ connectionId, organisationId, pool, clock, newId: randomUUID });
});

afterAll(async () => {
  await pool.end();
  await database.drop();
});

beforeEach(async () => {
  room = await place.addRoom();
});

function call() {
  return { signal: AbortSignal.timeout(20_000), requestId: 'test' };
}

function draft(rrule: string | null, overrides: Partial<EventDraft> = {}): EventDraft {
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
    ...(rrule === null ? {} : { recurrence: { rrule, exceptions: [] } }),
    ...overrides,
  };
}

function dateOf(ref: EventRef, days: number, version: string | null = ref.version): EventRef {
  return { ...ref, recurrenceId: nth(days), version };
}

async function countRows(table: 'local_events' | 'local_occurrences', id: string): Promise<number> {
  const column = table === 'local_events' ? 'id' : 'event_id';
  const text = `SELECT count(*)::int AS count FROM ${table} WHERE ${column} = $1`;
  const { rows } = await pool.query<{ count: number }>(text, [id]);
  return rows[0]?.count ?? -1;
}

test('all dates of a series cancelled at once, each by itself, leave no event behind', async () => {
  for (let round = 0; round < 5; round += 1) {
    const ref = await backend.doCreate(draft('FREQ=DAILY;COUNT=3'), call());
    const cancelling = [0, 1, 2].map((days) =>
      backend.doCancel(dateOf(ref, days, null), 'one', call()),
    );
    await Promise.all(cancelling);
    expect(await countRows('local_events', ref.handle)).toBe(0);
  }
});

test('of two changes of one date in the same version one is stale', async () => {
  const ref = await backend.doCreate(draft('FREQ=DAILY;COUNT=3'), call());
  const changes = [2, 4, 6, 8].map((hours) => {
    const times = {
      start: addMs(nth(1), hours * hourMs),
      end: addMs(nth(1), (hours + 1) * hourMs),
    };
    return backend.doUpdate(dateOf(ref, 1), times, 'one', call());
  });
  const results = await Promise.allSettled(changes);
  const refusals = results.filter((result) => result.status === 'rejected');
  expect(refusals).toHaveLength(3);
  for (const { reason } of refusals) {
    expect(reason).toMatchObject({ code: 'stale', outcome: 'not-applied' });
  }
});

test('of series that race for one date exactly one is there, whole', async () => {
  const starts = [0, 1, 2, 3, 4, 5, 6, 7].map((days) => nth(days));
  const creating = starts.map((at) =>
    backend.doCreate(draft('FREQ=DAILY;COUNT=8', { start: at, end: addMs(at, hourMs) }), call()),
  );
  const results = await Promise.allSettled(creating);
  const refs = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  expect(refs).toHaveLength(1);
  const window = { start, end: nth(20) };
  const page = await backend.doListEvents({ room, window, cursor: null }, call());
  expect(page.events).toHaveLength(8);
});

test('the room may decline one date, which another event then takes', async () => {
  const ref = await backend.doCreate(draft('FREQ=DAILY;COUNT=3'), call());
  const declined = await backend.doRespond(dateOf(ref, 1), room, 'declined', call());
  const single = draft(null, { start: nth(1), end: addMs(nth(1), hourMs) });
  await backend.doCreate(single, call());
  await expect(backend.doCreate({ ...single, uid: randomUUID() }, call())).rejects.toMatchObject({
    code: 'conflict',
  });
  await expect(
    backend.doRespond(dateOf(declined, 1), room, 'accepted', call()),
  ).rejects.toMatchObject({ code: 'conflict', outcome: 'not-applied' });
  await expect(
    backend.doRespond(dateOf(declined, 9), room, 'accepted', call()),
  ).rejects.toMatchObject({ code: 'event-not-found' });
});

test("a room's answer for a date goes along when the series moves onto its own old dates", async () => {
  const ref = await backend.doCreate(draft('FREQ=DAILY;COUNT=3'), call());
  const declined = await backend.doRespond(dateOf(ref, 1), room, 'declined', call());
  const tomorrow = { start: nth(1), end: addMs(nth(1), hourMs) };
  const whole = { ...declined, recurrenceId: null };
  await backend.doUpdate(whole, tomorrow, 'all', call());
  const window = { start, end: nth(20) };
  const page = await backend.doListEvents({ room, window, cursor: null }, call());
  expect(page.events.map((event) => [event.start, event.kind])).toEqual([
    [nth(1), 'busy'],
    [nth(2), 'free'],
    [nth(3), 'busy'],
  ]);
});

test('a series of a thousand dates is written at once, and one of more is refused', async () => {
  const ref = await backend.doCreate(draft('FREQ=DAILY;COUNT=1000'), call());
  expect(await countRows('local_occurrences', ref.handle)).toBe(1_000);
  await expect(backend.doCreate(draft('FREQ=DAILY;COUNT=1001'), call())).rejects.toMatchObject({
    code: 'invalid-request',
    outcome: 'not-applied',
  });
  await expect(backend.doCreate(draft('FREQ=DAILY'), call())).rejects.toMatchObject({
    code: 'invalid-request',
  });
});
