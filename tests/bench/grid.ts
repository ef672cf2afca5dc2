import { runGrid } from '@/tests/bench/grid/run-grid';
import { startTestServer } from '@/tests/support/postgres';

/**
 * What the grid costs in Chromium, over rooms with 200 meetings each: how soon a building of 100
 * rooms is there on a warm server, what a first visit transfers, and how 1,000 rooms scroll.
 */
async function bench(): Promise<void> {
  const server = await startTestServer();
  try {
    const grid = await runGrid((line) => process.stdout.write(`${line}\n`));
    process.stdout.write(`${JSON.stringify({ grid })}\n`);
  } finally {
    await server.stop();
  }
}

await bench();
