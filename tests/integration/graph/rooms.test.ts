import { afterAll, beforeAll, expect, test } from 'vitest';
import type { EventRef, RoomRef } from '@/lib/calendar/backend';
import { dayMs } from '@/lib/core/time/instant';
import {
  addRoom,
  alice,
  at,
  callWithin,
  connect,
  day,
  draftFor,
  errorOf,
} from '@/tests/integration/graph/connection';
import {
  type GraphSimulator,
  startGraphSimulator,
} from '@/tests/simulators/graph/start-graph-simulator';

let simulator: GraphSimulator;

beforeAll(async () => {
  simulator = await startGraphSimulator();
  simulator.addUser({ address: alice, displayName: 'Alice' });
});

afterAll(() => simulator.close());

const answerOf = async (ref: EventRef) =>
  (await connect(simulator).doGet(ref, callWithin())).answers.map(({ answer }) => answer);

test('a room answers when it has read its mail: pending, then accepted, and the booking is no other', async () => {
  const backend = connect(simulator);
  const room = addRoom(simulator);
  simulator.attendant.hold();
  const ref = await backend.doCreate(draftFor([room]), callWithin());
  expect(await answerOf(ref)).toEqual(['pending']);
  simulator.attendant.release();
  await simulator.attendant.settled();
  expect(await answerOf(ref)).toEqual(['accepted']);
  await backend.doCancel(ref, 'all', callWithin());
  await simulator.attendant.settled();
  expect(simulator.peek.dates(room.address.email ?? '')).toEqual([]);
});

test('a room that is taken declines, and is free of the meeting', async () => {
  const backend = connect(simulator);
  const room = addRoom(simulator);
  await backend.doCreate(draftFor([room]), callWithin());
  const ref = await backend.doCreate(draftFor([room]), callWithin());
  await simulator.attendant.settled();
  const event = await backend.doGet(ref, callWithin());
  expect([event.kind, event.answers[0]?.answer]).toEqual(['free', 'declined']);
});

test('a room that never answers stays pending', async () => {
  const backend = connect(simulator);
  const room = addRoom(simulator, { processing: 'update-only' });
  const ref = await backend.doCreate(draftFor([room]), callWithin());
  await simulator.attendant.settled();
  expect(await answerOf(ref)).toEqual(['pending']);
});

test('of a series that was accepted each date tells its own answer', async () => {
  const backend = connect(simulator);
  const room = addRoom(simulator, { conflictPercentageAllowed: 50, maximumConflictInstances: 3 });
  const start = at('2027-03-03T12:00:00Z');
  const taken = draftFor([room], { start, end: at('2027-03-03T13:00:00Z') });
  await backend.doCreate(taken, callWithin());
  const recurrence = { rrule: 'FREQ=DAILY;COUNT=4', exceptions: [] };
  const ref = await backend.doCreate(draftFor([room], { recurrence }), callWithin());
  await simulator.attendant.settled();
  const window = { start: day.start, end: at('2027-04-01T00:00:00Z') };
  const dates = await backend.doListOccurrences({ ref, window }, callWithin());
  expect(dates.map(({ answers }) => answers[0]?.answer)).toEqual([
    'accepted',
    'declined',
    'accepted',
    'accepted',
  ]);
  expect((await backend.doGet(ref, callWithin())).answers[0]?.answer).toBe('accepted');
  expect((await backend.doGet(ref, callWithin())).ref.version).toBe(ref.version);
});

test('the subject of a private event is told nowhere, and recovery finds it by its organiser', async () => {
  const backend = connect(simulator);
  const room = addRoom(simulator);
  const draft = draftFor([room], { visibility: 'private' });
  const ref = await backend.doCreate(draft, callWithin());
  await simulator.attendant.settled();
  const ctx = { ...callWithin(), onBehalfOf: alice };
  const told = [
    await backend.doGet(ref, callWithin()),
    await backend.doFindByUid({ rooms: [room], uid: draft.uid }, ctx),
    await backend.doListEvents({ room, window: day, cursor: null }, callWithin()),
    await backend.doFreeBusy({ rooms: [room], window: day }, callWithin()),
  ];
  expect(JSON.stringify(told)).not.toContain('Nightjar');
  expect(JSON.stringify(told)).toContain(draft.uid);
});

test('several rooms are one meeting, each with its own answer', async () => {
  const backend = connect(simulator);
  const rooms: readonly RoomRef[] = [
    addRoom(simulator),
    addRoom(simulator, { processing: 'update-only' }),
    addRoom(simulator, { maximumDurationMinutes: 30 }),
  ];
  const ref = await backend.doCreate(draftFor(rooms), callWithin());
  await simulator.attendant.settled();
  expect(await answerOf(ref)).toEqual(['accepted', 'pending', 'declined']);
});

test('an organiser without a mailbox is refused, nothing written', async () => {
  const draft = draftFor([addRoom(simulator)], { organizer: { email: 'who@example.org' } });
  const error = await errorOf(connect(simulator).doCreate(draft, callWithin()));
  expect([error.code, error.outcome]).toEqual(['invalid-request', 'not-applied']);
});

test('a feed whose window is over begins anew', async () => {
  const backend = connect(simulator);
  const room = addRoom(simulator);
  const { cursor } = await backend.doListChanges({ room, cursor: null }, callWithin());
  const aged = { ...JSON.parse(cursor), begun: Date.now() - 61 * dayMs };
  const query = { room, cursor: JSON.stringify(aged) };
  const page = await backend.doListChanges(query, callWithin());
  expect(page.gap).toBe(true);
});

test('every page of rooms is found, with what the tenant knows of them', async () => {
  const tenant = await startGraphSimulator({
    permissions: ['Place.ReadWrite.All', 'Calendars.ReadWrite'],
  });
  try {
    const names = Array.from({ length: 230 }, (_, index) => `found-${index}@example.org`);
    for (const [index, address] of names.entries()) {
      const place = {
        capacity: index,
        floorNumber: 3,
        ...(index === 0 ? { building: 'Own' } : {}),
        ...(index === 1
          ? { isWheelChairAccessible: true, displayDeviceName: 'Surface Hub', tags: ['Whiteboard'] }
          : {}),
      };
      tenant.addRoom({ address, displayName: `Found ${index}`, place });
    }
    tenant.addRoomList({
      address: 'main@example.org',
      displayName: 'Main',
      rooms: names.slice(0, 2),
    });
    const backend = connect(tenant);
    const { rooms, cutLists } = await backend.admin.doListRooms(callWithin());
    expect(cutLists).toEqual([]);
    expect(rooms).toHaveLength(230);
    const byName = new Map(rooms.map((room) => [room.name, room]));
    expect(byName.get('Found 0')).toMatchObject({ building: 'Own', floor: '3', capacity: 0 });
    expect(byName.get('Found 1')).toMatchObject({
      building: 'Main',
      accessible: true,
      equipment: ['Surface Hub', 'Whiteboard'],
    });
    expect(byName.get('Found 2')).toMatchObject({ building: null });
    const request = { name: 'Made', address: {}, timeZone: draftFor([]).timeZone };
    const address = await backend.admin.doProvisionRoom(request, callWithin());
    const made = { roomId: 'made', address };
    const [answer] = await backend.doFreeBusy({ rooms: [made], window: day }, callWithin());
    expect(answer).toMatchObject({ known: true, busy: [] });
    const error = await errorOf(backend.admin.doDeleteRoom(address, callWithin()));
    expect(error.code).toBe('unsupported');
    expect(error.message).toContain('Remove-Mailbox -Identity');
  } finally {
    await tenant.close();
  }
});
