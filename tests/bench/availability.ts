import { parseArgs } from 'node:util';
import type { Holdings } from '@/tests/bench/availability/fill';
import { runAvailability } from '@/tests/bench/availability/run-availability';
import { startTestServer } from '@/tests/support/postgres';

/**
 * What availability and search cost over a thousand rooms, over ten thousand, and over a thousand
 * with ten times the past behind them: `npm run bench -- availability`. `--small` leaves out the ten
 * thousand. Names that end in `New`: each request is the first to ask for its window.
 */
const { values } = parseArgs({ options: { small: { type: 'boolean', default: false } } });

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

async function bench(): Promise<void> {
  const server = await startTestServer();
  try {
    const days = ['day10', 'day100', 'day100New', 'week100'];
    const searches = ['search', 'searchNarrow', 'searchWeek', 'series'];
    const of1000 = await runAvailability({
      holdings: thousand,
      wanted: [...days, ...searches],
      effort,
    });
    const of1000Local = await runAvailability({
      holdings: local,
      wanted: ['day1000', 'day1000New', 'dayLocal'],
      effort,
    });
    const of1000Grown = await runAvailability({ holdings: grown, wanted: days, effort });
    const of10000 = values.small
      ? null
      : await runAvailability({
          holdings: tenThousand,
          wanted: [...days, 'day1000', ...searches],
          effort,
        });
    const result = {
      day100: of1000.day100,
      week100: of1000.week100,
      day1000: of1000Local.day1000,
      search1000: of1000.search,
      series1000: of1000.series,
      search10000week: of10000?.searchWeek,
      floor: { ...(of1000.floor as object), ...(of1000Local.floor as object) },
      all: { of1000, of1000Local, of1000Grown, of10000 },
    };
    process.stdout.write(`${JSON.stringify(result)}\n`);
  } finally {
    await server.stop();
  }
}

await bench();
