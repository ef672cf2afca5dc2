import { createHash, randomUUID } from 'node:crypto';
import type { RoomRef } from '@/lib/calendar/backend';
import { createCaldavBackend } from '@/lib/calendar/backends/caldav';
import { type CaldavOptionsInput, caldavOptions } from '@/lib/calendar/backends/caldav/options';
import { instant } from '@/lib/core/time/instant';
import type { Harness, HarnessMaker } from '@/tests/conformance/harness';
import {
  fromStoredIcalendar,
  fromStoredSeries,
  toOutsideIcalendar,
} from '@/tests/conformance/support/outside-icalendar';
import { type ProxyMode, startTcpProxy } from '@/tests/conformance/support/tcp-proxy';
import type { CaldavServer, SchedulingServer } from '@/tests/support/caldav-server';
import { cyrusVersion, startCyrus } from '@/tests/support/cyrus';
import { davicalVersion, startDavical } from '@/tests/support/davical';
import { radicaleVersion, startRadicale } from '@/tests/support/radicale';

interface Product<Server extends CaldavServer> {
  readonly name: string;
  readonly packages: string;
  version(): Promise<string | null>;
  start(): Promise<Server>;
}

const radicale: Product<CaldavServer> = {
  name: 'Radicale',
  packages: 'radicale',
  version: radicaleVersion,
  start: startRadicale,
};
const scheduling: readonly Product<SchedulingServer>[] = [
  {
    name: 'Cyrus',
    packages: 'cyrus-caldav cyrus-imapd sasl2-bin',
    version: cyrusVersion,
    start: startCyrus,
  },
  {
    name: 'DAViCal',
    packages: 'davical php-cli php-pgsql',
    version: davicalVersion,
    start: startDavical,
  },
];

/** CalDAV on real servers behind a breakable road; raw HTTP is the other road. */
export const caldavMakers: readonly HarnessMaker[] = [
  ...[radicale, ...scheduling].map((product) =>
    makerOf(product, `caldav on ${product.name}`, directly),
  ),
  ...scheduling.map((product) =>
    makerOf(product, `caldav by invitation on ${product.name}`, byInvitation),
  ),
];

function makerOf<Server extends CaldavServer>(
  product: Product<Server>,
  name: string,
  writing: (server: Server) => Promise<Writing>,
): HarnessMaker {
  return {
    name,
    missing: async () =>
      (await product.version()) === null
        ? `${product.name} is not installed (Debian: apt-get install ${product.packages})`
        : null,
    start: async () => {
      const server = await product.start();
      return createHarness(name, server, await writing(server));
    },
  };
}

/** How meetings are written, and what a room is then. */
interface Writing {
  readonly options: Partial<CaldavOptionsInput>;
  makeRoom(name: string): Promise<{ readonly calendarUrl: string; readonly email: string }>;
}

async function directly(server: CaldavServer): Promise<Writing> {
  return {
    options: {},
    makeRoom: async (name) => ({
      calendarUrl: await server.makeCalendar(name),
      email: `${name}@example.org`,
    }),
  };
}

/** The organiser of all checks is a person of the server, and so is each room. */
async function byInvitation(server: SchedulingServer): Promise<Writing> {
  const alice = await server.addPrincipal('alice', 'person');
  const organizerCalendarUrl = new URL(alice.calendarUrl).pathname.replace('alice', '{user}');
  return {
    options: { writeMode: 'invite', organizerCalendarUrl },
    makeRoom: (name) => server.addPrincipal(name, 'room'),
  };
}

async function createHarness(
  name: string,
  server: CaldavServer,
  writing: Writing,
): Promise<Harness> {
  const proxy = await startTcpProxy(Number(new URL(server.baseUrl).port));
  const proxied = (url: string) => {
    const through = new URL(url);
    through.port = String(proxy.port);
    return through.href;
  };
  const direct = ({ address }: RoomRef) =>
    server.baseUrl + new URL(address.calendarUrl ?? '').pathname.slice(1);
  const backend = createCaldavBackend({
    options: caldavOptions.parse({
      ...server.connection,
      serverUrl: proxied(server.connection.serverUrl),
      ...writing.options,
    }),
    clock: { now: () => instant(Date.now()) },
  });
  const makeRoom = async (): Promise<RoomRef> => {
    const { calendarUrl, email } = await writing.makeRoom(`room-${randomUUID()}`);
    return { roomId: randomUUID(), address: { calendarUrl: proxied(calendarUrl), email } };
  };
  const remove = async (url: string) => {
    const { status } = await server.request(url, { method: 'DELETE' });
    if (status !== 200 && status !== 204) throw new Error(`DELETE answered ${status}`);
  };
  const setMode = async (mode: ProxyMode) => {
    proxy.setMode(mode);
    return async () => proxy.setMode('pass');
  };
  return {
    name,
    server: `${server.product} ${server.version}`,
    backend,
    makeRooms: async (count) => {
      const rooms: RoomRef[] = [];
      for (let made = 0; made < count; made += 1) rooms.push(await makeRoom());
      return rooms;
    },
    missingRoom: () => ({
      roomId: randomUUID(),
      address: { calendarUrl: proxied(`${server.homeUrl}missing-${randomUUID()}/`) },
    }),
    peek: async (room) => {
      const objects = await server.readObjects(direct(room));
      return objects.flatMap(fromStoredIcalendar).sort((a, b) => a.start - b.start);
    },
    peekSeries: async (room) => {
      const [text] = await server.readObjects(direct(room));
      return fromStoredSeries(text ?? '');
    },
    writeOutside: (room, event) =>
      server.putObject(
        direct(room),
        `${nameOf(event.uid)}.ics`,
        toOutsideIcalendar(event, room.address.email ?? ''),
      ),
    removeOutside: async (room, uid) => remove(await hrefOf(uid, direct(room), server)),
    cutOff: () => setMode('refuse'),
    holdAnswers: () => setMode('hold-answers'),
    dropAnswers: () => setMode('drop-answers'),
    breakRoom: (room) => server.removeCalendar(direct(room)),
    people: null,
    stop: async () => {
      await backend.close();
      await proxy.stop();
      await server.stop();
    },
  };
}

/** Where the object with this uid is, whoever chose its name. */
async function hrefOf(uid: string, calendarUrl: string, server: CaldavServer): Promise<string> {
  const headers = { depth: '1' };
  const listing = await server.request(calendarUrl, { method: 'PROPFIND', headers });
  const hrefs = (await listing.text()).matchAll(/<(?:\w+:)?href>([^<]+\.ics)</g);
  for (const [, href] of hrefs) {
    if (href === undefined) continue;
    const text = await (await server.request(href)).text();
    if (fromStoredIcalendar(text).some((event) => event.uid === uid)) return href;
  }
  throw new Error(`no object has the uid ${uid}`);
}

function nameOf(uid: string): string {
  return createHash('sha256').update(uid).digest('hex').slice(0, 32);
}
