import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readEnv } from '@/lib/config/env';
import { type Container, createContainer } from '@/lib/container';
import type { Person } from '@/lib/core/places/person';
import { zoneId } from '@/lib/core/time/zone';
import type { Repeating } from '@/lib/jobs/repeat';
import { startJobs } from '@/lib/jobs/start-jobs';
import { getAvailability } from '@/lib/services/get-availability';
import { toOutsideIcalendar } from '@/tests/conformance/support/outside-icalendar';
import { hours, tomorrow } from '@/tests/integration/mirror/scene';
import { createTestDatabase, type TestDatabase } from '@/tests/support/postgres';
import { type RadicaleServer, startRadicale } from '@/tests/support/radicale';
import { waitFor } from '@/tests/support/wait-for';

/** The whole application but its web server, with its jobs, over a real CalDAV server. */
let radicale: RadicaleServer;
let database: TestDatabase;
let folder: string;
let foyer: Container;
let jobs: Repeating;
let person: Person;
let calendarUrl: string;
let roomId: string;

beforeAll(async () => {
  [radicale, database, folder] = await Promise.all([
    startRadicale(),
    createTestDatabase(),
    mkdtemp(path.join(tmpdir(), 'foyer-mirror-')),
  ]);
  const secret = () => randomBytes(32).toString('hex');
  foyer = await createContainer(
    readEnv({
      DATABASE_URL: database.url,
      FOYER_DATA_DIR: folder,
      AUTH_SECRET: secret(),
      FOYER_ENCRYPTION_KEY: secret(),
      LOG_LEVEL: 'silent',
    }),
  );
  const { organisationId, connections, admin, people } = foyer;
  person = await people.ensurePerson({ email: 'a@example.org', name: 'A', role: 'employee' });
  calendarUrl = await radicale.makeCalendar('watched');
  const { serverUrl, username, auth, writeMode, password } = radicale.connection;
  const connection = await connections.create(organisationId, {
    name: 'Radicale',
    kind: 'caldav',
    options: { serverUrl, username, auth, writeMode },
    secrets: { password },
  });
  const building = await admin.buildings.create(organisationId, {
    name: 'House',
    address: null,
    timeZone: zoneId('Europe/Paris'),
    policy: {},
  });
  const room = await admin.rooms.create(organisationId, {
    name: 'Room',
    buildingId: building.id,
    floor: '0',
    capacity: 4,
    features: [],
    accessible: false,
    timeZone: zoneId('Europe/Paris'),
    photoUrl: null,
    connectionId: connection.id,
    address: { calendarUrl },
    policy: {},
  });
  roomId = room.id;
  jobs = startJobs(foyer);
});

afterAll(async () => {
  await jobs.stop();
  await foyer.close();
  await Promise.all([radicale.stop(), database.drop(), rm(folder, { recursive: true })]);
});

async function shown() {
  const call = { person, signal: new AbortController().signal, requestId: 'test' };
  const request = { roomIds: [roomId], window: tomorrow, fresh: false };
  const [room] = await getAvailability(foyer, request, call);
  if (!room) throw new Error('no answer for the room');
  const { availability, taken } = room;
  return { status: availability.status, taken: taken.map(({ start, end }) => ({ start, end })) };
}

async function isMirrored(): Promise<boolean> {
  const { states } = await foyer.stored.mirrored([roomId], tomorrow);
  return states[0] !== null;
}

/** The polling interval of a room that is looked at, and a second; and what this machine needs. */
const fresh = 6_000 + 10_000;

it('is there soon after the room is, and follows what others write', async () => {
  await waitFor('the first reading', isMirrored);
  expect((await shown()).taken).toEqual([]);
  const slot = hours(9);
  const startedMs = performance.now();
  const event = toOutsideIcalendar({ ...slot, uid: 'outside' }, 'room@example.org');
  await radicale.putObject(calendarUrl, 'outside.ics', event);
  await waitFor('the event', async () => (await shown()).taken.length === 1, fresh);
  process.stdout.write(`seen after ${Math.round(performance.now() - startedMs)} ms\n`);
  expect((await shown()).taken).toEqual([slot]);
  await radicale.request(new URL('outside.ics', calendarUrl).href, { method: 'DELETE' });
  await waitFor('its end', async () => (await shown()).taken.length === 0, fresh);
});

it('is unknown within a minute when the server is gone, and known when it is back', async () => {
  await radicale.kill();
  const isUnknown = async () => (await shown()).status === 'unknown';
  await waitFor('no information', isUnknown, 60_000);
  await radicale.restart();
  await waitFor('information', async () => (await shown()).status === 'known', 60_000);
});
