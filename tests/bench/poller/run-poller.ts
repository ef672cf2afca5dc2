import { Pool } from 'pg';
import { addMs, dayMs, hourMs, type Instant, instant } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';
import { compareMirror, lookAt } from '@/tests/bench/poller/compare-mirror';
import { createWriter } from '@/tests/bench/poller/outside-writer';
import { startApp } from '@/tests/support/app';
import { makePlace } from '@/tests/support/make-place';
import { startRadicale } from '@/tests/support/radicale';
import { waitFor } from '@/tests/support/wait-for';

export interface PollerOptions {
  readonly kills: number;
  readonly rooms: number;
}

export interface PollerFigures {
  readonly kills: number;
  /** Rooms that were being read at a kill, all kills together. */
  readonly readsBroken: number;
  /** Events that somebody else wrote, moved or removed meanwhile. */
  readonly writes: number;
  readonly intervals: number;
  readonly differences: readonly string[];
}

/** Between two kills. */
const writesPerRoom = 2;
const readPatienceMs = 60_000;
/** A lease of a reader that was killed has to run out first. */
const restPatienceMs = 120_000;

export async function runPoller(
  { kills, rooms }: PollerOptions,
  print: (line: string) => void,
): Promise<PollerFigures> {
  const radicale = await startRadicale();
  const app = await startApp({ env: { LOG_LEVEL: 'warn' } });
  const pool = new Pool({ connectionString: app.databaseUrl, max: 2 });
  try {
    const calendarUrls: string[] = [];
    for (let room = 0; room < rooms; room += 1) {
      calendarUrls.push(await radicale.makeCalendar(`room-${room}`));
    }
    const { connection: options } = radicale;
    const addresses = calendarUrls.map((calendarUrl) => ({ calendarUrl }));
    const token = await app.token('admin@example.org', 'admin');
    const place = { name: 'Poller', kind: 'caldav', options, addresses } as const;
    const { buildingId } = await makePlace(app, token, place);
    const view = { app, token, buildingId, window: weekAhead() };
    const writer = createWriter(radicale, calendarUrls, view.window);
    let readsBroken = 0;
    for (let kill = 1; kill <= kills; kill += 1) {
      for (let write = 0; write < writesPerRoom * rooms; write += 1) await writer.write();
      await lookAt(view);
      await waitFor('a room being read', () => isReading(pool, writer.write), readPatienceMs);
      await app.kill();
      const broken = await beingRead(pool);
      readsBroken += broken;
      print(`kill ${kill}: ${broken} rooms were being read, ${writer.writes()} writes so far`);
      // Somebody writes also while nobody reads.
      await writer.write();
      await app.restart();
    }
    const endedAt = instant(Date.now());
    const asked = async () => {
      await lookAt(view);
      return isAtRest(pool, endedAt);
    };
    await waitFor('every room to be read', asked, restPatienceMs);
    const { intervals, differences } = await compareMirror(view);
    return { kills, readsBroken, writes: writer.writes(), intervals, differences };
  } finally {
    await pool.end();
    await app.stop();
    await radicale.stop();
  }
}

function weekAhead(): Interval {
  const start = instant(Math.ceil(Date.now() / hourMs) * hourMs);
  return { start, end: addMs(start, 7 * dayMs) };
}

/** A change makes the next look at its room a reading of all of it. */
async function isReading(pool: Pool, write: () => Promise<void>): Promise<boolean> {
  await write();
  return (await beingRead(pool)) > 0;
}

async function beingRead(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    'SELECT count(*)::integer FROM room_mirrors WHERE leased_until > now()',
  );
  return rows[0]?.count ?? 0;
}

async function isAtRest(pool: Pool, since: Instant): Promise<boolean> {
  const { rows } = await pool.query<{ count: number }>(
    'SELECT count(*)::integer FROM room_mirrors WHERE as_of IS NULL OR as_of < $1',
    [new Date(since)],
  );
  return rows[0]?.count === 0;
}
