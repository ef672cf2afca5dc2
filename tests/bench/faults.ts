import { parseArgs } from 'node:util';
import { allCases, nameOf } from '@/tests/bench/faults/cases';
import { type FaultFigures, runFaults } from '@/tests/bench/faults/run-faults';
import { startApp } from '@/tests/support/app';
import { startTestServer } from '@/tests/support/postgres';
import { startRadicale } from '@/tests/support/radicale';

/** The forms of a booking that every fault is tried on. */
const usualDates = [1, 10];

/**
 * Proves that nothing that goes wrong between Foyer and a calendar server loses, doubles or halves
 * a booking. `--only TEXT`: the cases whose name has it; `--series N`: weekly series of N dates.
 */
async function bench(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { only: { type: 'string' }, series: { type: 'string' } },
  });
  const cases = allCases.filter((each) => nameOf(each).includes(values.only ?? ''));
  const forms = values.series === undefined ? usualDates : [Number(values.series)];
  const print = (line: string) => process.stdout.write(`${line}\n`);
  const server = await startTestServer();
  const radicale = await startRadicale();
  const app = await startApp({ env: { LOG_LEVEL: 'error' } });
  const faults: Record<string, FaultFigures> = {};
  try {
    const adminToken = await app.token('admin@example.org', 'admin');
    const token = await app.token('unlucky@example.org', 'employee');
    for (const dates of forms) {
      const name = dates > 1 ? `series of ${dates}` : 'single';
      faults[name] = await runFaults({ app, radicale, adminToken, token, dates }, cases, print);
      for (const violation of faults[name].violations) print(`    ${violation}`);
    }
  } finally {
    await app.stop();
    await radicale.stop();
    await server.stop();
  }
  process.stdout.write(`${JSON.stringify({ faults })}\n`);
  return Object.values(faults).some(({ violations }) => violations.length > 0) ? 1 : 0;
}

process.exitCode = await bench(process.argv.slice(2));
