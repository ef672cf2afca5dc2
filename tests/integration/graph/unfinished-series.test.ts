import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { EventDraft, RoomRef } from '@/lib/calendar/backend';
import { addMs, hourMs } from '@/lib/core/time/instant';
import {
  addRoom,
  alice,
  at,
  callWithin,
  connect,
  draftFor,
  errorOf,
} from '@/tests/integration/graph/connection';
import {
  type GraphSimulator,
  startGraphSimulator,
} from '@/tests/simulators/graph/start-graph-simulator';

/** Every Tuesday; the second is left out, which Graph takes only after the whole. */
const leftOut = at('2027-03-09T12:00:00Z');
const recurrence = { rrule: 'FREQ=WEEKLY;COUNT=3', exceptions: [leftOut] };
const dates = ['2027-03-02T12:00:00.000Z', '2027-03-16T12:00:00.000Z'];

let simulator: GraphSimulator;

beforeAll(async () => {
  simulator = await startGraphSimulator();
  simulator.addUser({ address: alice, displayName: 'Alice' });
});

afterAll(() => simulator.close());

const asAlice = () => ({ ...callWithin(), onBehalfOf: alice });

const seriesIn = (room: RoomRef): EventDraft => draftFor([room], { recurrence });

const startsOf = (mailbox: string, subject?: string) =>
  simulator.peek
    .dates(mailbox)
    .filter((date) => subject === undefined || date.subject === subject)
    .map(({ startMs }) => new Date(startMs).toISOString());

/** Writes a series until the first of its dates is to be taken away, and dies there. */
async function dieHalfWay(draft: EventDraft, writeMode: 'invite' | 'direct'): Promise<void> {
  simulator.faults.order({ method: 'DELETE', fault: { kind: 'reset-before' } });
  const error = await errorOf(connect(simulator, { writeMode }).doCreate(draft, asAlice()));
  expect(error).toMatchObject({ code: 'unavailable', outcome: 'unknown' });
}

test('a room that is taken on a date that the series leaves out accepts the others', async () => {
  const room = addRoom(simulator);
  const other = { start: leftOut, end: addMs(leftOut, hourMs) };
  await connect(simulator).doCreate(draftFor([room], other), callWithin());
  const ref = await connect(simulator).doCreate(seriesIn(room), callWithin());
  await simulator.attendant.settled();
  const { answers } = await connect(simulator).doGet(ref, callWithin());
  expect(answers.map(({ answer }) => answer)).toEqual(['accepted']);
  expect(startsOf(room.address.email ?? '')).toEqual([
    dates[0],
    '2027-03-09T12:00:00.000Z',
    dates[1],
  ]);
});

test.each(['invite', 'direct'] as const)(
  'a series that was left half written is none, and is finished by writing it again: %s',
  async (writeMode) => {
    const room = addRoom(simulator);
    const title = `Half ${randomUUID()}`;
    const draft = { ...seriesIn(room), title };
    const owner = writeMode === 'invite' ? alice : (room.address.email ?? '');
    await dieHalfWay(draft, writeMode);
    await simulator.attendant.settled();
    expect(startsOf(owner, title)).toHaveLength(3);
    if (writeMode === 'invite') expect(startsOf(room.address.email ?? '')).toEqual([]);
    // Another process, which knows of nothing.
    const backend = connect(simulator, { writeMode });
    const query = { rooms: [room], uid: draft.uid };
    expect(await backend.doFindByUid(query, asAlice())).toBeNull();
    const ref = await backend.doCreate(draft, asAlice());
    await simulator.attendant.settled();
    expect(startsOf(owner, title)).toEqual(dates);
    expect(startsOf(room.address.email ?? '')).toEqual(dates);
    expect((await backend.doFindByUid(query, asAlice()))?.ref).toMatchObject({ uid: ref.uid });
  },
);

test.each(['invite', 'direct'] as const)(
  'a series that was left half written can be taken out: %s',
  async (writeMode) => {
    const room = addRoom(simulator);
    const title = `Half ${randomUUID()}`;
    const draft = { ...seriesIn(room), title };
    const owner = writeMode === 'invite' ? alice : (room.address.email ?? '');
    await dieHalfWay(draft, writeMode);
    const backend = connect(simulator, { writeMode });
    const query = { rooms: [room], uid: draft.uid, unfinished: true };
    const found = await backend.doFindByUid(query, asAlice());
    if (!found) throw new Error('it is not found');
    expect(found.end - found.start).toBe(hourMs);
    await backend.doCancel(found.ref, 'all', asAlice());
    expect(startsOf(owner, title)).toEqual([]);
  },
);
