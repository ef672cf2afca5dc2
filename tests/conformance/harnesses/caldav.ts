import { createHash, randomUUID } from 'node:crypto';
import type { RoomRef } from '@/lib/calendar/backend';
import { createCaldavBackend } from '@/lib/calendar/backends/caldav';
import { caldavOptions } from '@/lib/calendar/backends/caldav/options';
import { instant } from '@/lib/core/time/instant';
import type { Harness, HarnessMaker } from '@/tests/conformance/harness';
import {
  fromStoredIcalendar,
  fromStoredSeries,
  toOutsideIcalendar,
} from '@/tests/conformance/support/outside-icalendar';
import { type ProxyMode, startTcpProxy } from '@/tests/conformance/support/tcp-proxy';
import { radicaleVersion, startRadicale } from '@/tests/support/radicale';

/** CalDAV on a real Radicale behind a breakable road; raw HTTP is the other road. */
export const caldavMaker: HarnessMaker = {
  name: 'caldav on Radicale',
  missing: async () =>
    (await radicaleVersion()) === null
      ? 'radicale is not installed (Debian: apt-get install radicale)'
      : null,
  start: startCaldav,
};

async function startCaldav(): Promise<Harness> {
  const radicale = await startRadicale();
  const proxy = await startTcpProxy(Number(new URL(radicale.baseUrl).port));
  const proxied = (url: string) => {
    const through = new URL(url);
    through.port = String(proxy.port);
    return through.href;
  };
  const direct = ({ address }: RoomRef) =>
    radicale.baseUrl + new URL(address.calendarUrl ?? '').pathname.slice(1);
  const backend = createCaldavBackend({
    options: caldavOptions.parse({
      ...radicale.connection,
      serverUrl: proxied(radicale.connection.serverUrl),
    }),
    clock: { now: () => instant(Date.now()) },
  });
  const makeRoom = async (): Promise<RoomRef> => {
    const name = `room-${randomUUID()}`;
    const calendarUrl = proxied(await radicale.makeCalendar(name));
    return { roomId: randomUUID(), address: { calendarUrl, email: `${name}@example.org` } };
  };
  const remove = async (url: string) => {
    const { status } = await radicale.request(url, { method: 'DELETE' });
    if (status !== 200 && status !== 204) throw new Error(`DELETE answered ${status}`);
  };
  const setMode = async (mode: ProxyMode) => {
    proxy.setMode(mode);
    return async () => proxy.setMode('pass');
  };
  return {
    name: caldavMaker.name,
    server: `Radicale ${radicale.version}`,
    backend,
    makeRooms: async (count) => {
      const rooms: RoomRef[] = [];
      for (let made = 0; made < count; made += 1) rooms.push(await makeRoom());
      return rooms;
    },
    missingRoom: () => ({
      roomId: randomUUID(),
      address: { calendarUrl: proxied(`${radicale.homeUrl}missing-${randomUUID()}/`) },
    }),
    peek: async (room) => {
      const objects = await radicale.readObjects(direct(room));
      return objects.flatMap(fromStoredIcalendar).sort((a, b) => a.start - b.start);
    },
    peekSeries: async (room) => {
      const [text] = await radicale.readObjects(direct(room));
      return fromStoredSeries(text ?? '');
    },
    writeOutside: (room, event) =>
      radicale.putObject(
        direct(room),
        `${nameOf(event.uid)}.ics`,
        toOutsideIcalendar(event, room.address.email ?? ''),
      ),
    removeOutside: async (room, uid) => remove(await hrefOf(uid, direct(room), radicale)),
    cutOff: () => setMode('refuse'),
    holdAnswers: () => setMode('hold-answers'),
    dropAnswers: () => setMode('drop-answers'),
    breakRoom: (room) => remove(direct(room)),
    stop: async () => {
      await backend.close();
      await proxy.stop();
      await radicale.stop();
    },
  };
}

type Radicale = Awaited<ReturnType<typeof startRadicale>>;

/** Where the object with this uid is, whoever chose its name. */
async function hrefOf(uid: string, calendarUrl: string, radicale: Radicale): Promise<string> {
  const headers = { depth: '1' };
  const listing = await radicale.request(calendarUrl, { method: 'PROPFIND', headers });
  const hrefs = (await listing.text()).matchAll(/<(?:\w+:)?href>([^<]+\.ics)</g);
  for (const [, href] of hrefs) {
    if (href === undefined) continue;
    const text = await (await radicale.request(href)).text();
    if (fromStoredIcalendar(text).some((event) => event.uid === uid)) return href;
  }
  throw new Error(`no object has the uid ${uid}`);
}

function nameOf(uid: string): string {
  return createHash('sha256').update(uid).digest('hex').slice(0, 32);
}
