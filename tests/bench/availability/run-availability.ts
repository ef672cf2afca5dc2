import { Client } from 'pg';
import { addMs, dayMs, formatInstant, hourMs, instant } from '@/lib/core/time/instant';
import { fill, type Holdings } from '@/tests/bench/availability/fill';
import {
  type Effort,
  measure,
  measureFloor,
  measureIdling,
  type RequestFigures,
  type Target,
} from '@/tests/bench/availability/measure';
import { type App, startApp } from '@/tests/support/app';
import { rounded } from '@/tests/support/figures';

export interface AvailabilityPlan {
  readonly holdings: Holdings;
  /** Which figures, by name; see `addresses`. */
  readonly wanted: readonly string[];
  readonly effort: Effort;
}

export type AvailabilityFigures = Readonly<Record<string, RequestFigures>> & {
  readonly floor?: unknown;
  readonly idleCpuPercent?: number;
};

/** The day after tomorrow, so that nothing of it has passed. */
const day = instant(Math.floor(Date.now() / dayMs) * dayMs + 2 * dayMs);

/** What is asked under each name: days and weeks of a building, searches over all rooms. */
function addresses(): Readonly<Record<string, string>> {
  const from = (length: number, start = 0) => {
    const begin = addMs(day, start);
    return `start=${formatInstant(begin)}&end=${formatInstant(addMs(begin, length))}`;
  };
  const search = `/api/v1/search?minCapacity=4&features=screen&${from(hourMs, 10 * hourMs)}`;
  const of = (building: string) => `/api/v1/availability?buildingId=${building}`;
  return {
    day10: `${of('b10')}&${from(dayMs)}`,
    day100: `${of('b100')}&${from(dayMs)}`,
    day1000: `${of('b1000')}&${from(dayMs)}`,
    week100: `${of('b100')}&${from(7 * dayMs)}`,
    dayLocal: `${of('local')}&${from(dayMs)}`,
    search: `/api/v1/search?${from(hourMs, 10 * hourMs)}`,
    searchNarrow: search,
    searchWeek: `/api/v1/search?${from(7 * dayMs)}`,
    series: `/api/v1/search?${from(hourMs, 10 * hourMs)}&timeZone=UTC&rrule=FREQ%3DWEEKLY%3BCOUNT%3D52`,
  };
}

/** Fills a database of its own, and measures the built application over it. */
export async function runAvailability(plan: AvailabilityPlan): Promise<AvailabilityFigures> {
  const { holdings, wanted, effort } = plan;
  const app = await startApp({
    env: { LOG_LEVEL: 'warn', FOYER_MIRROR_MAX_AGE_SECONDS: '86400' },
  });
  const client = new Client({ connectionString: app.databaseUrl });
  await client.connect();
  try {
    const target = await prepare(app, client, holdings);
    const paths = addresses();
    const idleCpuPercent = await measureIdling(target);
    process.stderr.write(`idle: ${idleCpuPercent} % of a processor\n`);
    const figures: Record<string, RequestFigures> = {};
    for (const name of wanted) {
      const path = paths[name.replace(/New$/, '')] ?? '';
      const isNew = name.endsWith('New');
      figures[name] = await measure(target, (asked) => (isNew ? later(path, asked) : path), effort);
      process.stderr.write(`${name} ${JSON.stringify(figures[name])}\n`);
    }
    return {
      ...figures,
      idleCpuPercent,
      floor: await floors(client, effort.alone, figures),
    } as AvailabilityFigures;
  } finally {
    await client.end();
    await app.stop();
  }
}

/** The same question of a window that nobody has asked about: nothing is remembered of it. */
function later(path: string, asked: number): string {
  const end = formatInstant(addMs(day, dayMs));
  return path.replace(`end=${end}`, `end=${formatInstant(addMs(day, dayMs + asked))}`);
}

async function prepare(app: App, client: Client, holdings: Holdings): Promise<Target> {
  const token = await app.token('reader@example.org', 'employee');
  const found = await client.query<{ id: string }>('SELECT id FROM organisations');
  const startedMs = performance.now();
  await fill(client, found.rows[0]?.id ?? '', holdings);
  process.stderr.write(`filled in ${Math.round(performance.now() - startedMs)} ms\n`);
  return { url: app.url, token, pid: app.pids()[0] ?? 0, client };
}

/** The times alone, without titles, bookings of ours or state: less cannot answer. */
async function floors(client: Client, times: number, figures: Record<string, RequestFigures>) {
  await client.query('SET jit = off');
  const text = `SELECT i.room_id, i.starts_at, i.ends_at FROM rooms r CROSS JOIN LATERAL (
      SELECT * FROM busy_intervals i WHERE i.room_id = r.id AND i.starts_at >= $2 AND i.starts_at < $3
    ) i WHERE r.building_id = $1`;
  const window = [new Date(day), new Date(addMs(day, dayMs))];
  const measured: Record<string, { cpuMs: number; p50Ms: number; ratio: number }> = {};
  for (const building of ['b100', 'b1000']) {
    const figure = figures[building.replace('b', 'day')];
    if (!figure) continue;
    const floor = await measureFloor(client, text, [building, ...window], times);
    const ratio = rounded(figure.cpuMs / Math.max(0.1, floor.cpuMs));
    measured[building.replace('b', 'day')] = { ...floor, ratio };
  }
  return measured;
}
