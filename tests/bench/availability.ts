import { parseArgs } from 'node:util';
import type { Holdings } from '@/tests/bench/availability/fill';
import {
  type AvailabilityFigures,
  runAvailability,
} from '@/tests/bench/availability/run-availability';
import { startTestServer } from '@/tests/support/postgres';

/**
 * What availability and search cost over a thousand rooms, over ten thousand, and over a thousand
 * with ten times the past behind them: `npm run bench -- availability`. `--small` leaves out the ten
 * thousand, `--only of10000.searchWeek,of1000.day100` all but those. Names that end in `New`: each
 * request is the first to ask for its window.
 */
const { values } = parseArgs({
  options: { small: { type: 'boolean', default: false }, only: { type: 'string' } },
});
const only = values.only?.split(',');

const booked = { bookingsPerRoom: 200, days: 90, pastDays: 0 };
const thousand: Holdings = {
  ...booked,
  buildings: { b10: 10, b100: 100, b1000: 890 },
  localRooms: 0,
};
const local: Holdings = { ...booked, buildings: { b1000: 1_000 }, localRooms: 100 };
const grown: Holdings = { ...thousand, pastDays: 810 };
const tenThousand: Holdings = {
  ...booked,
  buildings: { b10: 10, b100: 100, b1000: 1_000, others: 8_890 },
  localRooms: 0,
};
const effort = { alone: 200, crowd: 400 };

const days = ['day10', 'day100', 'day100New', 'week100'];
const searches = ['search', 'searchNarrow', 'searchWeek', 'series'];

/** Null: nothing of it is wanted. */
async function run(
  part: string,
  holdings: Holdings,
  all: readonly string[],
): Promise<AvailabilityFigures | null> {
  const wanted = all.filter((name) => only?.includes(`${part}.${name}`) ?? true);
  return wanted.length > 0 ? runAvailability({ holdings, wanted, effort }) : null;
}

async function bench(): Promise<void> {
  const server = await startTestServer();
  try {
    const of1000 = await run('of1000', thousand, [...days, ...searches]);
    const of1000Local = await run('of1000Local', local, ['day1000', 'day1000New', 'dayLocal']);
    const of1000Grown = await run('of1000Grown', grown, days);
    const of10000 = values.small
      ? null
      : await run('of10000', tenThousand, [...days, 'day1000', ...searches]);
    const result = {
      day100: of1000?.day100,
      week100: of1000?.week100,
      day1000: of1000Local?.day1000,
      search1000: of1000?.search,
      series1000: of1000?.series,
      search10000week: of10000?.searchWeek,
      floor: { ...(of1000?.floor as object), ...(of1000Local?.floor as object) },
      all: { of1000, of1000Local, of1000Grown, of10000 },
    };
    process.stdout.write(`${JSON.stringify(result)}\n`);
  } finally {
    await server.stop();
  }
}

await bench();
