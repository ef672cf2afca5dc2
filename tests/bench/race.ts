import type { RaceFigures } from '@/tests/bench/race/judge';
import { parseRaceOptions, type RaceOptions, type VenueKind } from '@/tests/bench/race/options';
import { runRace } from '@/tests/bench/race/run-race';
import { openVenue } from '@/tests/bench/race/venue';
import { type App, startApp } from '@/tests/support/app';
import { startTestServer } from '@/tests/support/postgres';

/** Proves that no slot is booked twice, however many ask for it at once. */
async function bench(args: readonly string[]): Promise<number> {
  const options = parseRaceOptions(args);
  // Kept while the benches run: the tests' server stops when nobody holds it.
  const server = await startTestServer();
  const app = await startApp({ replicas: options.replicas, env: { LOG_LEVEL: 'warn' } });
  try {
    const race: Partial<Record<VenueKind, RaceFigures>> = {};
    for (const kind of options.backends) race[kind] = await raceOn(kind, app, options);
    const figures = Object.values(race);
    process.stdout.write(`${JSON.stringify({ race })}\n`);
    return figures.some(({ violations }) => violations.length > 0) ? 1 : 0;
  } finally {
    await app.stop();
    await server.stop();
  }
}

async function raceOn(kind: VenueKind, app: App, options: RaceOptions): Promise<RaceFigures> {
  const venue = await openVenue(kind, app, await app.token('admin@example.org', 'admin'));
  try {
    const figures = await runRace({ app, venue, options });
    print(kind, figures, options);
    return figures;
  } finally {
    await venue.stop();
  }
}

function print(kind: VenueKind, figures: RaceFigures, options: RaceOptions): void {
  const { racers, replicas, outsiders } = options;
  const { violations, ...rest } = figures;
  const lines = [
    `${kind}: ${racers} racers, ${replicas} processes, ${outsiders} outside writers`,
    ...Object.entries(rest).map(([name, value]) => `  ${name}: ${JSON.stringify(value)}`),
    `  violations: ${violations.length}`,
    ...violations.slice(0, 20).map((violation) => `    ${violation}`),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

process.exitCode = await bench(process.argv.slice(2));
