import { Client } from 'pg';
import { type LedgerBooking, readLedger } from '@/tests/bench/books/read-ledger';
import type { StoredEvent } from '@/tests/bench/books/stored-event';
import type { CrashVenue, Victim } from '@/tests/bench/crash/options';
import { openCaldavRooms } from '@/tests/bench/crash/rooms/caldav-rooms';
import { openLocalRooms } from '@/tests/bench/crash/rooms/local-rooms';
import type {
  NewRoom,
  RoomParts,
  RoomSource,
  WorldRoom,
} from '@/tests/bench/crash/rooms/room-source';
import { openSimulatedRooms } from '@/tests/bench/crash/rooms/simulated-rooms';
import { isSimulated, type MeetingDate } from '@/tests/bench/simulated/simulated-server';
import type { CalendarTrace } from '@/tests/bench/wire/calendar-trace';
import { type PostgresRoad, startPostgresRoad } from '@/tests/bench/wire/postgres-road';
import { type App, startApp } from '@/tests/support/app';
import { makePlace } from '@/tests/support/make-place';
import { startPrivatePostgres } from '@/tests/support/private-postgres';

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
  /** What those who called meetings have in their own calendars; null where they have none. */
  readonly meetings: (() => readonly MeetingDate[]) | null;
  /** How much rooms that answer for themselves have not read yet. */
  unread(): number;
  stop(): Promise<void>;
}

const policy = { bookingWindowDays: 1_000 };

export async function openWorld(venue: CrashVenue): Promise<World> {
  const postgres = await startPrivatePostgres();
  const statements = await startPostgresRoad({ upstreamPort: postgres.port });
  const databaseUrl = postgres.url.replace(`:${postgres.port}/`, `:${statements.port}/`);
  const parts: RoomParts = { query: (work) => withClient(postgres.url, work) };
  const source = await openRooms(venue, parts);
  const app = await startApp({ databaseUrl, env: { LOG_LEVEL: 'warn' } });
  const admin = await app.token('admin@example.org', 'admin');
  const servers = { app, postgres, radicale: source.server };
  const serverOf = (victim: Victim) => {
    const server = servers[victim];
    if (!server) throw new Error(`there is no ${victim} here`);
    return server;
  };
  let opened = 0;
  return {
    app,
    trace: source.trace,
    statements,
    openRoom: async () => {
      opened += 1;
      const { calendar, ...plan }: NewRoom = await source.newRoom(opened);
      // A connection for each room: one that fails does not keep calls from the others.
      const place = await makePlace(app, admin, { name: `Crash ${opened}`, policy, ...plan });
      return { roomId: place.roomIds[0] ?? '', calendar };
    },
    kill: (victim) => serverOf(victim).kill(),
    restart: (victim) => serverOf(victim).restart(),
    ledger: () => withClient(postgres.url, readLedger),
    events: source.events,
    meetings: source.meetings,
    unread: source.unread,
    stop: async () => {
      await app.stop();
      await source.stop();
      await statements.stop();
      await postgres.stop();
    },
  };
}

function openRooms(venue: CrashVenue, parts: RoomParts): Promise<RoomSource> | RoomSource {
  if (isSimulated(venue)) return openSimulatedRooms(venue);
  return venue === 'local' ? openLocalRooms(parts) : openCaldavRooms();
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
