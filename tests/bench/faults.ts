import { parseArgs } from 'node:util';
import { nameOf } from '@/tests/bench/faults/cases';
import { type GroundKind, groundKinds, openGround } from '@/tests/bench/faults/grounds/open-ground';
import { type FaultFigures, runFaults } from '@/tests/bench/faults/run-faults';
import { type App, startApp } from '@/tests/support/app';
import { startTestServer } from '@/tests/support/postgres';

/** The forms of a booking that every fault is tried on. */
const usualDates = [1, 10];

interface FaultOptions {
  readonly kinds: readonly GroundKind[];
  readonly forms: readonly number[];
  /** The cases whose name has it. */
  readonly only: string;
}

/**
 * Proves that nothing that goes wrong between Foyer and a calendar server loses, doubles or halves
 * a booking. `--backend caldav|graph|ews`; `--only TEXT`: the cases whose name has it; `--series N`:
 * weekly series of N dates.
 */
async function bench(args: string[]): Promise<number> {
  const options = parseOptions(args);
  const server = await startTestServer();
  const app = await startApp({ env: { LOG_LEVEL: 'error' } });
  const faults: Record<string, FaultFigures> = {};
  try {
    for (const kind of options.kinds) Object.assign(faults, await benchOne(app, kind, options));
  } finally {
    await app.stop();
    await server.stop();
  }
  process.stdout.write(`${JSON.stringify({ faults })}\n`);
  return Object.values(faults).some(({ violations }) => violations.length > 0) ? 1 : 0;
}

function parseOptions(args: string[]): FaultOptions {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ args, options: { backend: text, only: text, series: text } });
  const kinds = groundKinds.filter((kind) => kind === (values.backend ?? kind));
  if (kinds.length === 0) throw new Error(`${values.backend} is not one of ${groundKinds}`);
  const forms = values.series === undefined ? usualDates : [Number(values.series)];
  return { kinds, forms, only: values.only ?? '' };
}

async function benchOne(app: App, kind: GroundKind, { forms, only }: FaultOptions) {
  const print = (line: string) => process.stdout.write(`${line}\n`);
  const ground = await openGround(kind);
  const faults: Record<string, FaultFigures> = {};
  try {
    const adminToken = await app.token('admin@example.org', 'admin');
    const token = await app.token(ground.person, 'employee');
    for (const dates of forms) {
      const name = `${kind}, ${dates > 1 ? `series of ${dates}` : 'single'}`;
      const cases = ground.cases(dates).filter((each) => nameOf(each).includes(only));
      print(`${name}: ${cases.length} cases`);
      faults[name] = await runFaults({ app, ground, adminToken, token, dates }, cases, print);
      for (const violation of faults[name].violations) print(`    ${violation}`);
    }
  } finally {
    await ground.stop();
  }
  return faults;
}

process.exitCode = await bench(process.argv.slice(2));
