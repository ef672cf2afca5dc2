import { randomUUID } from 'node:crypto';
import type { Interval } from '@/lib/core/time/interval';
import { fromStoredCalendar } from '@/tests/bench/books/from-stored-calendar';
import type { VenueKind } from '@/tests/bench/race/options';
import { newName, policy, type Venue, type VenueParts } from '@/tests/bench/race/venue';
import { toOutsideIcalendar } from '@/tests/conformance/support/outside-icalendar';
import type { CaldavServer } from '@/tests/support/caldav-server';
import { startCyrus } from '@/tests/support/cyrus';
import { startDavical } from '@/tests/support/davical';
import { makePlace } from '@/tests/support/make-place';
import { startRadicale } from '@/tests/support/radicale';

/** Servers into whose rooms Foyer and others write by themselves. */
const servers = { caldav: startRadicale, cyrus: startCyrus, davical: startDavical } as const;
type CaldavKind = keyof typeof servers;

export const isCaldav = (kind: VenueKind): kind is CaldavKind => kind in servers;

export async function openCaldav(
  kind: CaldavKind,
  { app, adminToken }: VenueParts,
): Promise<Venue> {
  const server: CaldavServer = await servers[kind]();
  const calendarUrl = await server.makeCalendar('race');
  const place = await makePlace(app, adminToken, {
    name: newName(kind),
    kind: 'caldav',
    options: server.connection,
    addresses: [{ calendarUrl }],
    policy,
  });
  const [roomId = ''] = place.roomIds;
  return {
    server: `${server.product} ${server.version}`,
    roomId,
    events: async () => {
      const objects = await server.readObjects(calendarUrl);
      return objects.flatMap(fromStoredCalendar).map((date) => ({ ...date, roomId }));
    },
    meetings: null,
    isAnswering: async () => false,
    writeOutside: async (slot) => {
      const uid = `outside-${randomUUID()}`;
      const text = toOutsideIcalendar({ uid, ...slot }, 'race@example.org');
      await server.putObject(calendarUrl, `${uid}.ics`, text);
      const xml = await reportSlot(server, calendarUrl, slot);
      const seen = [...xml.matchAll(/^UID:(foyer-[\w-]+)/gm)].map(([, found]) => found ?? '');
      return { uid, foyerSeen: seen };
    },
    outsideWithinMs: 250,
    stop: server.stop,
  };
}

/** RFC 4791 section 7.8: one atomic read of what overlaps the slot. */
async function reportSlot(
  server: CaldavServer,
  calendarUrl: string,
  slot: Interval,
): Promise<string> {
  const [start, end] = [slot.start, slot.end].map((at) =>
    new Date(at).toISOString().replace(/[-:]|\.\d+/g, ''),
  );
  const response = await server.request(calendarUrl, {
    method: 'REPORT',
    headers: { depth: '1', 'content-type': 'application/xml' },
    body: `<C:calendar-query xmlns:C="urn:ietf:params:xml:ns:caldav" xmlns:D="DAV:"><D:prop><C:calendar-data/></D:prop><C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT"><C:time-range start="${start}" end="${end}"/></C:comp-filter></C:comp-filter></C:filter></C:calendar-query>`,
  });
  const text = await response.text();
  if (response.status !== 207) throw new Error(`REPORT answered ${response.status}`);
  return text;
}
