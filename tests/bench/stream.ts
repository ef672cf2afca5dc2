import { parseArgs } from 'node:util';
import { runStreams } from '@/tests/bench/stream/run-streams';
import { startApp } from '@/tests/support/app';
import { makePlace } from '@/tests/support/make-place';
import { startTestServer } from '@/tests/support/postgres';

/**
 * Many open streams on one process, fed by bookings on another: memory, processor time, latency.
 * `--streams N --bookings N`; fails where an event is missing or repeated, or a stream ends.
 */
async function bench(): Promise<void> {
  const { values } = parseArgs({
    options: {
      streams: { type: 'string', default: '2000' },
      bookings: { type: 'string', default: '50' },
    },
  });
  const server = await startTestServer();
  const app = await startApp({ replicas: 2, env: { LOG_LEVEL: 'warn' } });
  try {
    const admin = await app.token('admin@example.org', 'admin');
    const place = await makePlace(app, admin, { name: 'Stream', kind: 'local', addresses: [{}] });
    const figures = await runStreams(app, place, {
      streams: Number(values.streams),
      bookings: Number(values.bookings),
      quietMs: 32_000,
    });
    for (const [name, value] of Object.entries(figures)) {
      process.stdout.write(`${name}: ${JSON.stringify(value)}\n`);
    }
    process.stdout.write(`${JSON.stringify({ stream: figures })}\n`);
    if (figures.repeated + figures.ended > 0) process.exitCode = 1;
  } finally {
    await app.stop();
    await server.stop();
  }
}

await bench();
