import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { EventDraft, RoomRef } from '@/lib/calendar/backend';
import {
  alice,
  at,
  callWithin as call,
  connect,
  draftFor,
  service,
} from '@/tests/integration/ews/connection';
import { type EwsSimulator, startEwsSimulator } from '@/tests/simulators/ews/start-ews';

let simulator: EwsSimulator;

beforeAll(async () => {
  simulator = await startEwsSimulator();
  simulator.addMailbox({ ...service, mayImpersonate: true });
  simulator.addMailbox({ email: alice });
});

afterAll(() => simulator.stop());

function seriesIn(room: RoomRef): EventDraft {
  const exceptions = [at('2027-03-09T12:00:00Z')];
  return draftFor(room, { recurrence: { rrule: 'FREQ=WEEKLY;COUNT=3', exceptions } });
}

test('a series that was left half written is none but for whoever takes it out', async () => {
  const email = `room-${randomUUID()}@example.org`;
  simulator.addMailbox({ email, kind: 'room' });
  const draft = seriesIn({ roomId: randomUUID(), address: { email } });
  const lift = simulator.faults.add({ kind: 'reset-before', operation: 'DeleteItem' });
  await expect(connect(simulator).doCreate(draft, call())).rejects.toMatchObject({
    outcome: 'unknown',
  });
  lift();
  const backend = connect(simulator);
  const query = { rooms: draft.rooms, uid: draft.uid };
  expect(await backend.doFindByUid(query, call())).toBeNull();
  expect(simulator.peek(alice)).toHaveLength(1);
  const found = await backend.doFindByUid({ ...query, unfinished: true }, call());
  if (!found) throw new Error('it is not found');
  await backend.doCancel(found.ref, 'all', call());
  await simulator.attendant.settled();
  expect([simulator.peek(alice), simulator.peek(email)]).toEqual([[], []]);
});
