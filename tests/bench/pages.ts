import { runPages } from '@/tests/bench/pages/run-pages';
import { startTestServer } from '@/tests/support/postgres';

/**
 * What the search and the grid of 100 rooms weigh on a first visit in Chromium, and, on a processor
 * four times slower, when they are painted, what moves meanwhile and how soon they answer a click.
 */
async function bench(): Promise<void> {
  const server = await startTestServer();
  try {
    const pages = await runPages((line) => process.stdout.write(`${line}\n`));
    process.stdout.write(`${JSON.stringify({ pages })}\n`);
  } finally {
    await server.stop();
  }
}

await bench();
