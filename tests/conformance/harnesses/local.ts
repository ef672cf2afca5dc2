import { randomUUID } from 'node:crypto';
import { Pool } from 'pg';
import { createLocalBackend } from '@/lib/calendar/backends/local';
import { instant } from '@/lib/core/time/instant';
import type {
  Harness,
  HarnessMaker,
  OutsideEvent,
  PeekedEvent,
  PeekedSeries,
} from '@/tests/conformance/harness';
import { addLocalPlace, type LocalPlace } from '@/tests/conformance/harnesses/local-place';
import { type ProxyMode, startTcpProxy } from '@/tests/conformance/support/tcp-proxy';
import { createTestDatabase } from '@/tests/support/postgres';

/** Local calendars in a real PostgreSQL behind a breakable road; plain SQL is the other road. */
export const localMaker: HarnessMaker = {
  name: 'local',
  missing: async () => null,
  start: startLocal,
};

async function startLocal(): Promise<Harness> {
  const database = await createTestDatabase();
  const direct = new Pool({ connectionString: database.url, max: 4 });
  const proxy = await startTcpProxy(Number(new URL(database.url).port));
  const proxied = new URL(database.url);
  proxied.port = String(proxy.port);
  const pool = new Pool({ connectionString: proxied.href, max: 8, idleTimeoutMillis: 0 });
  // Idle connections break when the road does, which is what these tests are for.
  pool.on('error', () => undefined);
  const place = await addLocalPlace(direct);
  const { connectionId, organisationId } = place;
  const clock = { now: () => instant(Date.now()) };
  const backend = createLocalBackend({
    connectionId,
    organisationId,
    pool,
    clock,
    newId: randomUUID,
    pageSize: 7,
  });
  const version = await direct.query<{ server_version: string }>('SHOW server_version');
  const setMode = async (mode: ProxyMode) => {
    proxy.setMode(mode);
    return async () => proxy.setMode('pass');
  };
  return {
    name: 'local',
    server: `PostgreSQL ${version.rows[0]?.server_version}`,
    backend,
    makeRooms: (count) => Promise.all(Array.from({ length: count }, () => place.addRoom())),
    missingRoom: () => ({ roomId: randomUUID(), address: {} }),
    peek: (room) => peek(direct, room.roomId),
    peekSeries: (room) => peekSeries(direct, room.roomId),
    writeOutside: (room, event) => writeOutside(direct, place, room.roomId, event),
    removeOutside: (room, uid) => removeOutside(direct, place, room.roomId, uid),
    cutOff: () => setMode('refuse'),
    holdAnswers: () => setMode('hold-answers'),
    dropAnswers: () => setMode('drop-answers'),
    breakRoom: async ({ roomId }) => {
      await direct.query('DELETE FROM rooms WHERE id = $1', [roomId]);
    },
    people: null,
    stop: async () => {
      await backend.close();
      await pool.end();
      await proxy.stop();
      await direct.end();
      await database.drop();
    },
  };
}

interface PeekedRow {
  readonly uid: string;
  readonly title: string;
  readonly description: string | null;
  readonly visibility: 'default' | 'private';
  readonly starts_at: Date;
  readonly ends_at: Date;
}

async function peek(direct: Pool, roomId: string): Promise<readonly PeekedEvent[]> {
  const { rows } = await direct.query<PeekedRow>(
    `SELECT e.uid, coalesce(o.title, e.title) AS title,
            coalesce(o.description, e.description) AS description, e.visibility, o.starts_at, o.ends_at
       FROM local_occurrences o JOIN local_events e ON e.id = o.event_id
      WHERE o.room_id = $1 ORDER BY o.starts_at`,
    [roomId],
  );
  return rows.map(({ starts_at, ends_at, ...event }) => ({
    ...event,
    start: instant(starts_at.getTime()),
    end: instant(ends_at.getTime()),
  }));
}

async function peekSeries(direct: Pool, roomId: string): Promise<PeekedSeries> {
  const { rows } = await direct.query<Record<'recurrence_id' | 'starts_at' | 'ends_at', Date>>(
    `SELECT recurrence_id, starts_at, ends_at
       FROM local_occurrences WHERE room_id = $1 ORDER BY recurrence_id`,
    [roomId],
  );
  const dates = rows.map(({ recurrence_id, starts_at, ends_at }) => ({
    recurrenceId: instant(recurrence_id.getTime()),
    start: instant(starts_at.getTime()),
    end: instant(ends_at.getTime()),
  }));
  return { keeps: 'dates', dates };
}

async function writeOutside(
  direct: Pool,
  { organisationId, connectionId }: LocalPlace,
  roomId: string,
  event: OutsideEvent,
): Promise<void> {
  const id = randomUUID();
  const kind = event.kind === 'cancelled' ? 'free' : (event.kind ?? 'busy');
  const dates = event.series?.dates ?? [{ ...event, recurrenceId: event.start }];
  await direct.query(
    `INSERT INTO local_events (organisation_id, id, connection_id, uid, title, visibility, kind,
                               organizer, time_zone, starts_at, ends_at, rrule)
     VALUES ($1, $2, $3, $4, $5, $6, $7, '{"email":"outside@example.org"}', $8, $9, $10, $11)`,
    [
      organisationId,
      id,
      connectionId,
      event.uid,
      event.title ?? 'Outside',
      event.visibility ?? 'default',
      kind,
      event.series?.timeZone ?? 'UTC',
      new Date(event.start),
      new Date(event.end),
      event.series?.rrule ?? null,
    ],
  );
  await direct.query(
    `INSERT INTO local_occurrences (organisation_id, event_id, room_id, recurrence_id,
                                    connection_id, starts_at, ends_at, kind, answer)
     SELECT $1, $2, $3, d.recurrence_id, $4, d.starts_at, d.ends_at, $5, $6
       FROM unnest($7::timestamptz[], $8::timestamptz[], $9::timestamptz[])
         AS d(recurrence_id, starts_at, ends_at)`,
    [
      organisationId,
      id,
      roomId,
      connectionId,
      kind,
      event.roomAnswer ?? 'accepted',
      dates.map((date) => new Date(date.recurrenceId)),
      dates.map((date) => new Date(date.start)),
      dates.map((date) => new Date(date.end)),
    ],
  );
  await noteChange(direct, [organisationId, connectionId, roomId, id, event.uid, false]);
}

async function removeOutside(
  direct: Pool,
  { organisationId, connectionId }: LocalPlace,
  roomId: string,
  uid: string,
): Promise<void> {
  const { rows } = await direct.query<{ id: string }>(
    'DELETE FROM local_events WHERE connection_id = $1 AND uid = $2 RETURNING id',
    [connectionId, uid],
  );
  const id = rows[0]?.id;
  await noteChange(direct, [organisationId, connectionId, roomId, id, uid, true]);
}

async function noteChange(direct: Pool, values: readonly unknown[]): Promise<void> {
  await direct.query(
    `INSERT INTO local_changes (organisation_id, connection_id, room_id, event_id, uid, removed)
     VALUES ($1, $2, $3, $4, $5, $6)`,
    [...values],
  );
}
