import { parseArgs } from 'node:util';
import { many, one } from '@/tests/bench/speed/local';
import { againstFloor } from '@/tests/bench/speed/radicale';
import { startApp } from '@/tests/support/app';
import { startTestServer } from '@/tests/support/postgres';
import { radicaleVersion } from '@/tests/support/radicale';

/** Dates of the weekly series that are booked; 1: none is. */
const usualSeries = 52;

/**
 * How fast a booking is over HTTP: on a local calendar for one client, then for many at once, and on
 * Radicale beside the barest requests that it could consist of. `--series N`: series of N dates too.
 */
async function bench(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { series: { type: 'string' } } });
  const dates = Number(values.series ?? usualSeries);
  const server = await startTestServer();
  const app = await startApp({ env: { LOG_LEVEL: 'warn' } });
  try {
    const admin = await app.token('admin@example.org', 'admin');
    const token = await app.token('client@example.org', 'employee');
    const clients = { app, admin, token };
    const bookingSpeed = {
      single: await one(clients, { bookings: 300, dates: 1 }),
      ...(dates > 1 ? { [`series of ${dates}`]: await one(clients, { bookings: 40, dates }) } : {}),
      many: await many(clients),
      ...((await radicaleVersion()) === null ? {} : { radicale: await againstFloor(clients) }),
    };
    for (const [name, figures] of Object.entries(bookingSpeed)) {
      process.stdout.write(`${name}: ${JSON.stringify(figures)}\n`);
    }
    process.stdout.write(`${JSON.stringify({ bookingSpeed })}\n`);
  } finally {
    await app.stop();
    await server.stop();
  }
}

await bench(process.argv.slice(2));
