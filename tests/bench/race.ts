import { Client } from 'pg';
import type { RaceFigures } from '@/tests/bench/race/judge';
import { openVenue } from '@/tests/bench/race/open-venue';
import { parseRaceOptions, type RacePlan } from '@/tests/bench/race/options';
import { runRace } from '@/tests/bench/race/run-race';
import { type App, startApp } from '@/tests/support/app';
import { startTestServer } from '@/tests/support/postgres';

/** Proves that no slot is booked twice, however many ask for it at once. */
async function bench(args: readonly string[]): Promise<number> {
  const options = parseRaceOptions(args);
  // Kept while the benches run: the tests' server stops when nobody holds it.
  const server = await startTestServer();
  const race: Record<string, RaceFigures> = {};
  try {
    for (const replicas of options.replicas) {
      await withApp(replicas, async (app, client) => {
        for (const plan of options.plans) {
          const name = nameOf(plan, replicas);
          race[name] = await raceOnce(app, client, plan);
          print(name, race[name]);
        }
      });
    }
  } finally {
    await server.stop();
  }
  process.stdout.write(`${JSON.stringify({ race })}\n`);
  return Object.values(race).some(({ violations }) => violations.length > 0) ? 1 : 0;
}

async function withApp(
  replicas: number,
  work: (app: App, client: Client) => Promise<void>,
): Promise<void> {
  const app = await startApp({ replicas, env: { LOG_LEVEL: 'warn' } });
  const client = new Client({ connectionString: app.databaseUrl });
  try {
    await client.connect();
    await work(app, client);
  } finally {
    await client.end();
    await app.stop();
  }
}

async function raceOnce(app: App, client: Client, plan: RacePlan): Promise<RaceFigures> {
  const adminToken = await app.token('admin@example.org', 'admin');
  const venue = await openVenue(plan.kind, { app, adminToken, client });
  try {
    return await runRace({ app, client, venue, plan });
  } finally {
    await venue.stop();
  }
}

function nameOf({ kind, shape, racers, outsiders }: RacePlan, replicas: number): string {
  const outside = outsiders > 0 ? [`${outsiders} outside`] : [];
  return [kind, `${replicas} processes`, `${racers} racers`, shape, ...outside].join(', ');
}

function print(name: string, figures: RaceFigures): void {
  const { violations, statuses, outside, rounds, doubles, unwon, p50Ms, p99Ms } = figures;
  const lines = [
    `${name}: ${rounds} rounds, ${doubles} doubles, ${unwon} unwon, p50 ${p50Ms} ms, p99 ${p99Ms} ms`,
    `  ${JSON.stringify({ statuses, ...outside })}, ${violations.length} violations`,
    ...violations.slice(0, 20).map((violation) => `    ${violation}`),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

process.exitCode = await bench(process.argv.slice(2));
