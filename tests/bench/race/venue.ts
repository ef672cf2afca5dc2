import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import { type Interval, overlaps } from '@/lib/core/time/interval';
import { fromStoredCalendar } from '@/tests/bench/books/from-stored-calendar';
import { type LedgerBooking, readLocalEvents } from '@/tests/bench/books/read-ledger';
import type { StoredEvent } from '@/tests/bench/books/stored-event';
import type { VenueKind } from '@/tests/bench/race/options';
import { racers } from '@/tests/bench/race/racers';
import {
  isSimulated,
  type MeetingDate,
  type SimulatedKind,
} from '@/tests/bench/simulated/simulated-server';
import { startSimulatedServer } from '@/tests/bench/simulated/start-simulated-server';
import { toOutsideIcalendar } from '@/tests/conformance/support/outside-icalendar';
import type { App } from '@/tests/support/app';
import { makePlace } from '@/tests/support/make-place';
import { type RadicaleServer, startRadicale } from '@/tests/support/radicale';

/** A room on a real calendar, and a road to that calendar which leads past Foyer. */
export interface Venue {
  /** The calendar server, by name and version. */
  readonly server: string;
  readonly roomId: string;
  /** Every date that the calendar holds. */
  readonly events: (ledger: readonly LedgerBooking[]) => Promise<readonly StoredEvent[]>;
  /** What those who called meetings have in their own calendars; null where they have none. */
  readonly meetings: (() => readonly MeetingDate[]) | null;
  /** Whether the room itself has still something to read. */
  readonly isAnswering: () => boolean;
  /** Another program's event, written without asking anybody; null where nobody else can write. */
  readonly writeOutside: ((slot: Interval) => Promise<OutsideWrite>) | null;
  /** The outside writer starts at any moment within this, so that every order of steps occurs. */
  readonly outsideWithinMs: number;
  readonly stop: () => Promise<void>;
}

export interface OutsideWrite {
  readonly uid: string;
  /**
   * Uids of Foyer's events in the slot, by a complete read that began after the write ended; null
   * where the room itself refuses one of two.
   */
  readonly foyerSeen: readonly string[] | null;
}

export interface VenueParts {
  readonly app: App;
  readonly adminToken: string;
  /** To the application's database, past the application. */
  readonly client: Client;
}

/** A room whose requests are answered late, but before the booking's budget for it is over. */
const lateAnswerMs = 400;
const policy = { bookingWindowDays: 1_000 };

export function openVenue(kind: VenueKind, parts: VenueParts): Promise<Venue> {
  if (isSimulated(kind)) return openSimulated(kind, parts);
  if (kind === 'caldav') return openRadicale(parts);
  return kind === 'mock' ? openMock(parts) : openLocal(parts);
}

/** Calendars that only Foyer itself writes into. */
const withoutOthers = {
  meetings: null,
  isAnswering: () => false,
  writeOutside: null,
  outsideWithinMs: 0,
} as const;
/** How late rooms answer is the same in every race. */
const answersSeed = 1;

const newName = (kind: VenueKind): string => `Race ${kind} ${randomUUID().slice(0, 8)}`;

async function openLocal({ app, adminToken, client }: VenueParts): Promise<Venue> {
  const plan = { name: newName('local'), kind: 'local', addresses: [{}], policy } as const;
  const [roomId = ''] = (await makePlace(app, adminToken, plan)).roomIds;
  return {
    server: 'local_events',
    roomId,
    events: async () => (await readLocalEvents(client)).filter((event) => event.roomId === roomId),
    ...withoutOthers,
    stop: async () => undefined,
  };
}

/**
 * The mock's calendar is in the memory of the process that wrote it and nobody else can read it: of
 * its events counts what the rows of confirmed bookings say.
 */
async function openMock({ app, adminToken }: VenueParts): Promise<Venue> {
  const place = await makePlace(app, adminToken, {
    name: newName('mock'),
    kind: 'mock',
    options: { referee: 'server', roomAnswer: 'later', answerAfterMs: lateAnswerMs },
    addresses: [{}],
    policy,
  });
  const [roomId = ''] = place.roomIds;
  return {
    server: 'mock, a room that answers late; judged without its calendar',
    roomId,
    events: async (ledger) =>
      ledger
        .filter(({ status }) => status === 'confirmed')
        .flatMap(({ uid, dates }) => dates.map((date) => ({ ...date, uid }))),
    ...withoutOthers,
    stop: async () => undefined,
  };
}

async function openRadicale({ app, adminToken }: VenueParts): Promise<Venue> {
  const radicale = await startRadicale();
  const calendarUrl = await radicale.makeCalendar('race');
  const place = await makePlace(app, adminToken, {
    name: newName('caldav'),
    kind: 'caldav',
    options: radicale.connection,
    addresses: [{ calendarUrl }],
    policy,
  });
  const [roomId = ''] = place.roomIds;
  return {
    server: `Radicale ${radicale.version}`,
    roomId,
    events: async () =>
      fromStoredCalendar(await readWhole(radicale, calendarUrl)).map((date) => ({
        ...date,
        roomId,
      })),
    meetings: null,
    isAnswering: () => false,
    writeOutside: async (slot) => {
      const uid = `outside-${randomUUID()}`;
      const text = toOutsideIcalendar({ uid, ...slot }, 'race@example.org');
      await radicale.putObject(calendarUrl, `${uid}.ics`, text);
      const xml = await reportSlot(radicale, calendarUrl, slot);
      const seen = [...xml.matchAll(/^UID:(foyer-\S+)/gm)].map(([, found]) => found ?? '');
      return { uid, foyerSeen: seen };
    },
    outsideWithinMs: 250,
    stop: radicale.stop,
  };
}

/** A room that answers by itself and late, asked by those who race and, past Foyer, by others. */
async function openSimulated(kind: SimulatedKind, { app, adminToken }: VenueParts): Promise<Venue> {
  const server = await startSimulatedServer(kind, answersSeed);
  for (const address of racers) server.addPerson(address);
  const room = server.addRoom();
  const place = await makePlace(app, adminToken, {
    name: newName(kind),
    kind,
    options: server.connection(server.port),
    addresses: [{ email: room }],
    policy,
  });
  const [roomId = ''] = place.roomIds;
  return {
    server: server.server,
    roomId,
    events: async () => server.inRoom(room).map((date) => ({ ...date, roomId })),
    meetings: server.atOrganisers,
    isAnswering: () => server.unread() > 0,
    writeOutside: async (slot) => ({ uid: await server.askOutside(room, slot), foyerSeen: null }),
    outsideWithinMs: 1_500,
    stop: server.stop,
  };
}

/** Radicale answers a GET of a calendar with all that it holds, in one object. */
async function readWhole(radicale: RadicaleServer, calendarUrl: string): Promise<string> {
  const response = await radicale.request(calendarUrl);
  const text = await response.text();
  if (response.status !== 200) throw new Error(`GET answered ${response.status}`);
  return text;
}

/** RFC 4791 section 7.8: one atomic read of what overlaps the slot. */
async function reportSlot(
  radicale: RadicaleServer,
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

/** Those that overlap one of the dates. */
export function within<T extends Interval>(
  some: readonly T[],
  dates: readonly Interval[],
): readonly T[] {
  return some.filter((each) => dates.some((date) => overlaps(each, date)));
}
