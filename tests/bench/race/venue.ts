import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { instant } from '@/lib/core/time/instant';
import { type Interval, overlaps } from '@/lib/core/time/interval';
import type { VenueKind } from '@/tests/bench/race/options';
import {
  fromStoredIcalendar,
  toOutsideIcalendar,
} from '@/tests/conformance/support/outside-icalendar';
import type { App } from '@/tests/support/app';
import { makePlace } from '@/tests/support/make-place';
import { startRadicale } from '@/tests/support/radicale';

/** An event as the calendar itself holds it, read past Foyer. */
export interface StoredEvent extends Interval {
  readonly uid: string;
}

/** A room on a real calendar, and a road to that calendar which leads past Foyer. */
export interface Venue {
  readonly kind: VenueKind;
  /** The calendar server, by name and version. */
  readonly server: string;
  readonly roomId: string;
  readonly events: () => Promise<readonly StoredEvent[]>;
  /** Another program's event, written without asking anybody; null where nobody else can write. */
  readonly writeOutside: ((slot: Interval) => Promise<OutsideWrite>) | null;
  readonly stop: () => Promise<void>;
}

export interface OutsideWrite {
  readonly uid: string;
  /** Uids of Foyer's events in the slot, by a complete read that began after the write ended. */
  readonly foyerSeen: readonly string[];
}

export function openVenue(kind: VenueKind, app: App, adminToken: string): Promise<Venue> {
  return kind === 'local' ? openLocal(app, adminToken) : openRadicale(app, adminToken);
}

async function openLocal(app: App, token: string): Promise<Venue> {
  const place = await makePlace(app, token, { name: 'Race local', kind: 'local', addresses: [{}] });
  const roomId = place.roomIds[0] ?? '';
  const client = new Client({ connectionString: app.databaseUrl });
  await client.connect();
  return {
    kind: 'local',
    server: 'local_events',
    roomId,
    events: async () => {
      const found = await client.query<{ uid: string; starts_at: Date; ends_at: Date }>(
        `SELECT e.uid, o.starts_at, o.ends_at
           FROM local_occurrences o JOIN local_events e ON e.id = o.event_id
          WHERE o.room_id = $1`,
        [roomId],
      );
      return found.rows.map((row) => ({
        uid: row.uid,
        start: instant(row.starts_at.getTime()),
        end: instant(row.ends_at.getTime()),
      }));
    },
    writeOutside: null,
    stop: () => client.end(),
  };
}

async function openRadicale(app: App, token: string): Promise<Venue> {
  const radicale = await startRadicale();
  const calendarUrl = await radicale.makeCalendar('race');
  const place = await makePlace(app, token, {
    name: 'Race Radicale',
    kind: 'caldav',
    options: radicale.connection,
    addresses: [{ calendarUrl }],
  });
  // Radicale answers a GET of a calendar with all that it holds, in one object.
  const events = async () => {
    const response = await radicale.request(calendarUrl);
    const text = await response.text();
    if (response.status !== 200) throw new Error(`GET answered ${response.status}`);
    return fromStoredIcalendar(text);
  };
  return {
    kind: 'caldav',
    server: `Radicale ${radicale.version}`,
    roomId: place.roomIds[0] ?? '',
    events,
    writeOutside: async (slot) => {
      const uid = `outside-${randomUUID()}`;
      const text = toOutsideIcalendar({ uid, ...slot }, 'race@example.org');
      await radicale.putObject(calendarUrl, `${uid}.ics`, text);
      const xml = await reportSlot(radicale, calendarUrl, slot);
      const seen = [...xml.matchAll(/^UID:(foyer-\S+)/gm)].map(([, found]) => found ?? '');
      return { uid, foyerSeen: seen };
    },
    stop: radicale.stop,
  };
}

/** RFC 4791 section 7.8: one atomic read of what overlaps the slot. */
async function reportSlot(
  radicale: Awaited<ReturnType<typeof startRadicale>>,
  calendarUrl: string,
  slot: Interval,
): Promise<string> {
  const [start, end] = [slot.start, slot.end].map((at) =>
    new Date(at).toISOString().replace(/[-:]|\.\d+/g, ''),
  );
  const response = await radicale.request(calendarUrl, {
    method: 'REPORT',
    headers: { depth: '1', 'content-type': 'application/xml' },
    body: `<C:calendar-query xmlns:C="urn:ietf:params:xml:ns:caldav" xmlns:D="DAV:"><D:prop><C:calendar-data/></D:prop><C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT"><C:time-range start="${start}" end="${end}"/></C:comp-filter></C:comp-filter></C:filter></C:calendar-query>`,
  });
  const text = await response.text();
  if (response.status !== 207) throw new Error(`REPORT answered ${response.status}`);
  return text;
}

/** Those events that overlap the slot. */
export function eventsIn(events: readonly StoredEvent[], slot: Interval): readonly StoredEvent[] {
  return events.filter((event) => overlaps(event, slot));
}
