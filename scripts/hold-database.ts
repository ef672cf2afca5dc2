import { once } from 'node:events';
import { readEnv } from '@/lib/config/env';
import { ensureDatabase } from '@/lib/db/boot';

/**
 * Keeps the database up until standard input ends, so that it outlives the server that uses it.
 * Prints a line when the database is ready.
 */
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  // Ctrl-C reaches every process of the terminal; this one leaves last.
  process.on(signal, () => undefined);
}

const database = await ensureDatabase(readEnv(), {
  onProblem: (error) => process.stderr.write(`${String(error)}\n`),
}).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
process.stdout.write('ready\n');
process.stdin.resume();
await once(process.stdin, 'end');
await database.stop();
