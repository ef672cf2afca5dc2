import { afterAll, beforeAll, expect, test } from 'vitest';
import type { EventDraft } from '@/lib/calendar/backend';
import { deliver, type HttpRoad, startHttpRoad } from '@/tests/bench/wire/http-road';
import {
  between,
  callWithin,
  connect,
  draftFor,
  errorOf,
  roomAt,
} from '@/tests/integration/caldav/connection';
import type { DavPrincipal } from '@/tests/support/caldav-server';
import { type CyrusServer, startCyrus } from '@/tests/support/cyrus';

/** The meeting itself, and three times that it is asked to be sent again. */
const mostPuts = 4;

let server: CyrusServer;
let road: HttpRoad;
let alice: DavPrincipal;
let room: DavPrincipal;
let puts: number;
let afterPut: (count: number) => Promise<void>;

beforeAll(async () => {
  server = await startCyrus();
  road = await startHttpRoad({
    upstreamPort: Number(new URL(server.baseUrl).port),
    carry: async ({ request, client, forward }) => {
      const answer = await forward();
      if (request.method === 'PUT') {
        puts += 1;
        await afterPut(puts);
      }
      await deliver(client, answer);
    },
  });
  alice = await server.addPrincipal('alice', 'person');
  room = await server.addPrincipal('curie', 'room');
});

afterAll(async () => {
  await road.stop();
  await server.stop();
});

const overRoad = (url: string) => Object.assign(new URL(url), { port: String(road.port) }).href;

function open() {
  puts = 0;
  afterPut = async () => undefined;
  const backend = connect({
    ...server.connection,
    serverUrl: overRoad(server.connection.serverUrl),
    writeMode: 'invite',
    organizerCalendarUrl: overRoad(alice.calendarUrl).replace('alice', '{user}'),
  });
  const invited = roomAt(overRoad(room.calendarUrl), 'curie', room.email);
  const draft = (more: Partial<EventDraft>) => draftFor(invited, { attendees: [], ...more });
  const inRoom = async () =>
    (await server.readObjects(room.calendarUrl)).map((text) => text.replace(/\r\n /g, ''));
  return { backend, draft, inRoom };
}

test('an invitation that cannot be delivered for the moment is sent again', async () => {
  const { backend, draft, inRoom } = open();
  const letIn = await server.shutCalendarOf('curie');
  afterPut = (count) => (count === 1 ? letIn() : Promise.resolve());
  const ref = await backend.doCreate(draft({ uid: 'again' }), callWithin());
  expect(puts).toBe(2);
  expect(await inRoom()).toEqual([expect.stringContaining('UID:again')]);
  await backend.doCancel(ref, 'all', callWithin());
  expect(await inRoom()).toEqual([]);
});

test('so is a change of a meeting', async () => {
  const { backend, draft, inRoom } = open();
  const ref = await backend.doCreate(draft({ uid: 'moved' }), callWithin());
  const letIn = await server.shutCalendarOf('curie');
  afterPut = (count) => (count === 2 ? letIn() : Promise.resolve());
  const later = between('2026-12-01T13:00:00Z', '2026-12-01T14:00:00Z');
  const call = { ...callWithin(), onBehalfOf: alice.email };
  const moved = await backend.doUpdate({ ...ref, version: null }, later, 'all', call);
  expect(puts).toBe(3);
  expect(await inRoom()).toEqual([expect.stringMatching(/DTSTART[^:]*:20261201T140000\r/)]);
  await backend.doCancel(moved, 'all', callWithin());
});

test('one that is not delivered in the end is taken back, and may come through another time', async () => {
  const { backend, draft, inRoom } = open();
  const letIn = await server.shutCalendarOf('curie');
  afterPut = (count) => (count === mostPuts ? letIn() : Promise.resolve());
  const error = await errorOf(backend.doCreate(draft({ uid: 'never' }), callWithin()));
  expect(error).toMatchObject({ code: 'unavailable', outcome: 'not-applied', retryable: true });
  expect(puts).toBe(mostPuts);
  expect(await server.readObjects(alice.calendarUrl)).toEqual([]);
  expect(await inRoom()).toEqual([]);
});

test('nobody knows of one whose room cannot be looked into', async () => {
  const { backend, draft } = open();
  const letIn = await server.shutCalendarOf('curie');
  try {
    const error = await errorOf(backend.doCreate(draft({ uid: 'unknown' }), callWithin()));
    expect(error).toMatchObject({ code: 'unavailable', outcome: 'unknown' });
  } finally {
    await letIn();
  }
});
