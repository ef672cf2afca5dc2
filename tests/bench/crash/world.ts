import { Client } from 'pg';
import { fromStoredCalendar } from '@/tests/bench/books/from-stored-calendar';
import { type LedgerBooking, readLedger, readLocalEvents } from '@/tests/bench/books/read-ledger';
import type { StoredEvent } from '@/tests/bench/books/stored-event';
import type { CrashVenue, Victim } from '@/tests/bench/crash/options';
import {
  type CalendarTrace,
  carryTraced,
  createCalendarTrace,
} from '@/tests/bench/wire/calendar-trace';
import { startHttpRoad } from '@/tests/bench/wire/http-road';
import { type PostgresRoad, startPostgresRoad } from '@/tests/bench/wire/postgres-road';
import { type App, startApp } from '@/tests/support/app';
import { makePlace } from '@/tests/support/make-place';
import { startPrivatePostgres } from '@/tests/support/private-postgres';
import { startRadicale } from '@/tests/support/radicale';

/** A room, and the path of its calendar on a server; of a local one, none. */
export interface WorldRoom {
  readonly roomId: string;
  readonly calendar: string | null;
}

/** The built application between roads that are read along, over servers that may be killed. */
export interface World {
  readonly app: App;
  readonly trace: CalendarTrace;
  readonly statements: PostgresRoad;
  openRoom(): Promise<WorldRoom>;
  kill(victim: Victim): Promise<void>;
  restart(victim: Victim): Promise<void>;
  /** The bookings' rows, past the application and the roads. */
  ledger(): Promise<readonly LedgerBooking[]>;
  /** What the calendars themselves hold, past the application and the roads. */
  events(rooms: readonly WorldRoom[]): Promise<readonly StoredEvent[]>;
  stop(): Promise<void>;
}

/** So long is a way between the application and a calendar server. */
const latencyMs = 2;
const policy = { bookingWindowDays: 1_000 };

export async function openWorld(venue: CrashVenue): Promise<World> {
  const postgres = await startPrivatePostgres();
  const statements = await startPostgresRoad({ upstreamPort: postgres.port });
  const trace = createCalendarTrace();
  const radicale = await startRadicale();
  const radicalePort = Number(new URL(radicale.baseUrl).port);
  const road = await startHttpRoad({
    upstreamPort: radicalePort,
    carry: carryTraced(trace, latencyMs),
  });
  const viaRoad = (url: string) => url.replace(`:${radicalePort}/`, `:${road.port}/`);
  const databaseUrl = postgres.url.replace(`:${postgres.port}/`, `:${statements.port}/`);
  const app = await startApp({ databaseUrl, env: { LOG_LEVEL: 'warn' } });
  const admin = await app.token('admin@example.org', 'admin');
  let opened = 0;
  const openRoom = async (): Promise<WorldRoom> => {
    opened += 1;
    const name = `Crash ${opened}`;
    if (venue === 'local') {
      const place = await makePlace(app, admin, { name, kind: 'local', addresses: [{}], policy });
      return { roomId: place.roomIds[0] ?? '', calendar: null };
    }
    const calendarUrl = await radicale.makeCalendar(`crash-${opened}`);
    // A connection for each room: one that fails does not keep calls from the others.
    const place = await makePlace(app, admin, {
      name,
      kind: 'caldav',
      options: { ...radicale.connection, serverUrl: viaRoad(radicale.baseUrl) },
      addresses: [{ calendarUrl: viaRoad(calendarUrl) }],
      policy,
    });
    return { roomId: place.roomIds[0] ?? '', calendar: new URL(calendarUrl).pathname };
  };
  const servers = { app, postgres, radicale };
  return {
    app,
    trace,
    statements,
    openRoom,
    kill: (victim) => servers[victim].kill(),
    restart: (victim) => servers[victim].restart(),
    ledger: () => withClient(postgres.url, readLedger),
    events: async (rooms) => {
      if (venue === 'local') return withClient(postgres.url, readLocalEvents);
      const all: StoredEvent[] = [];
      for (const room of rooms) all.push(...(await readCalendar(radicale, room)));
      return all;
    },
    stop: async () => {
      await app.stop();
      await road.stop();
      await statements.stop();
      await radicale.stop();
      await postgres.stop();
    },
  };
}

/** Radicale answers a GET of a calendar with all that it holds, in one object. */
async function readCalendar(
  radicale: Awaited<ReturnType<typeof startRadicale>>,
  { roomId, calendar }: WorldRoom,
): Promise<readonly StoredEvent[]> {
  const response = await radicale.request(calendar ?? '');
  const text = await response.text();
  if (response.status !== 200) throw new Error(`GET of a calendar answered ${response.status}`);
  return fromStoredCalendar(text).map((date) => ({ ...date, roomId }));
}

async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
