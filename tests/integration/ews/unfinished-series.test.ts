import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CalendarBackend, EventDraft, RoomRef } from '@/lib/calendar/backend';
import { createEwsBackend } from '@/lib/calendar/backends/ews';
import { ewsOptions } from '@/lib/calendar/backends/ews/options';
import { addMs, hourMs, parseInstant } from '@/lib/core/time/instant';
import { zoneId } from '@/lib/core/time/zone';
import { type EwsSimulator, startEwsSimulator } from '@/tests/simulators/ews/start-ews';

const service = { email: 'service@example.org', password: 'correct horse battery' };
const alice = 'alice@example.org';

let simulator: EwsSimulator;

beforeAll(async () => {
  simulator = await startEwsSimulator();
  simulator.addMailbox({ ...service, mayImpersonate: true });
  simulator.addMailbox({ email: alice });
});

afterAll(() => simulator.stop());

function connect(): CalendarBackend {
  const { url: serverUrl, caCertificate } = simulator;
  const { email: username, password } = service;
  const given = { serverUrl, caCertificate, username, password, auth: 'basic' };
  return createEwsBackend({ options: ewsOptions.parse(given) });
}

const call = () => ({
  signal: AbortSignal.timeout(30_000),
  requestId: randomUUID(),
  onBehalfOf: alice,
});

function at(text: string) {
  const parsed = parseInstant(text);
  if (parsed === null) throw new Error(`not an instant: ${text}`);
  return parsed;
}

function seriesIn(room: RoomRef): EventDraft {
  const start = at('2027-03-02T12:00:00Z');
  return {
    uid: `${randomUUID()}@foyer.example`,
    rooms: [room],
    start,
    end: addMs(start, hourMs),
    timeZone: zoneId('Europe/Paris'),
    title: 'Half',
    organizer: { email: alice },
    attendees: [],
    visibility: 'default',
    recurrence: { rrule: 'FREQ=WEEKLY;COUNT=3', exceptions: [at('2027-03-09T12:00:00Z')] },
  };
}

test('a series that was left half written is none but for whoever takes it out', async () => {
  const email = `room-${randomUUID()}@example.org`;
  simulator.addMailbox({ email, kind: 'room' });
  const draft = seriesIn({ roomId: randomUUID(), address: { email } });
  const lift = simulator.faults.add({ kind: 'reset-before', operation: 'DeleteItem' });
  await expect(connect().doCreate(draft, call())).rejects.toMatchObject({ outcome: 'unknown' });
  lift();
  const backend = connect();
  const query = { rooms: draft.rooms, uid: draft.uid };
  expect(await backend.doFindByUid(query, call())).toBeNull();
  expect(simulator.peek(alice)).toHaveLength(1);
  const found = await backend.doFindByUid({ ...query, unfinished: true }, call());
  if (!found) throw new Error('it is not found');
  await backend.doCancel(found.ref, 'all', call());
  await simulator.attendant.settled();
  expect([simulator.peek(alice), simulator.peek(email)]).toEqual([[], []]);
});
