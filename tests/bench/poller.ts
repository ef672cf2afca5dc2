import { parseArgs } from 'node:util';
import { runPoller } from '@/tests/bench/poller/run-poller';
import { startTestServer } from '@/tests/support/postgres';

/**
 * Kills the application while it reads rooms for the mirror, again and again, as somebody else keeps
 * writing into their calendars on a real Radicale; then compares the mirror with the calendars.
 * `--kills N --rooms N`.
 */
async function bench(): Promise<void> {
  const { values } = parseArgs({
    options: {
      kills: { type: 'string', default: '20' },
      rooms: { type: 'string', default: '8' },
    },
  });
  const server = await startTestServer();
  try {
    const poller = await runPoller(
      { kills: Number(values.kills), rooms: Number(values.rooms) },
      (line) => process.stdout.write(`${line}\n`),
    );
    process.stdout.write(`${JSON.stringify({ poller })}\n`);
    if (poller.differences.length > 0) process.exitCode = 1;
  } finally {
    await server.stop();
  }
}

await bench();
