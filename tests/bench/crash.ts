import {
  type CrashOptions,
  hasVictim,
  parseCrashOptions,
  type Victim,
} from '@/tests/bench/crash/options';
import { type CrashFigures, runCrash } from '@/tests/bench/crash/run-crash';
import { openWorld } from '@/tests/bench/crash/world';

/** Proves that no instant at which something is killed loses, doubles or halves a booking. */
async function bench(args: readonly string[]): Promise<number> {
  const options = parseCrashOptions(args);
  const crash: Record<string, CrashFigures> = {};
  for (const venue of options.venues) {
    for (const victim of options.victims) {
      if (!hasVictim(venue, victim)) continue;
      crash[`${venue}, ${victim} killed`] = await crashOne(venue, victim, options);
    }
  }
  process.stdout.write(`${JSON.stringify({ crash })}\n`);
  const figures = Object.values(crash);
  return figures.some(({ violations, missed }) => violations.length + missed.length > 0) ? 1 : 0;
}

async function crashOne(
  venue: CrashOptions['venues'][number],
  victim: Victim,
  options: CrashOptions,
): Promise<CrashFigures> {
  const print = (line: string) => process.stdout.write(`${line}\n`);
  print(`${venue}: ${options.kills} kills of ${victim}, ${options.clients} bookings at once`);
  const world = await openWorld(venue);
  try {
    const figures = await runCrash({ world, venue, victims: [victim], options, print });
    const { violations, ...rest } = figures;
    for (const [name, value] of Object.entries(rest)) print(`  ${name}: ${JSON.stringify(value)}`);
    print(`  violations: ${violations.length}`);
    for (const violation of violations.slice(0, 20)) print(`    ${violation}`);
    return figures;
  } finally {
    await world.stop();
  }
}

process.exitCode = await bench(process.argv.slice(2));
