import { Client } from 'pg';
import { addMs, dayMs, formatInstant, instant } from '@/lib/core/time/instant';
import { fill } from '@/tests/bench/availability/fill';
import { measureScroll, type ScrollFigures } from '@/tests/bench/grid/measure-scroll';
import { measureTransfer, type TransferFigures } from '@/tests/bench/grid/measure-transfer';
import { measureVisits } from '@/tests/bench/grid/measure-visits';
import { type App, startApp } from '@/tests/support/app';
import { launchChromium } from '@/tests/support/chromium';
import { openVisitor, signInAs } from '@/tests/support/visitor';

export interface GridFigures {
  /** From the start of a navigation until rooms and meetings of a building of 100 are there. */
  readonly day100Ms: { readonly p50: number; readonly max: number };
  /** A first visit, with an empty cache. */
  readonly cold: TransferFigures;
  readonly day1000: ScrollFigures;
}

const visits = 15;
const holdings = {
  buildings: { b100: 100, b1000: 1_000 },
  localRooms: 0,
  bookingsPerRoom: 200,
  days: 90,
  pastDays: 0,
};
const reader = 'reader';

export async function runGrid(print: (line: string) => void): Promise<GridFigures> {
  const app = await startApp({
    env: { FOYER_DEMO: '1', LOG_LEVEL: 'warn', FOYER_MIRROR_MAX_AGE_SECONDS: '86400' },
  });
  const browser = await launchChromium();
  try {
    await app.token(`${reader}@example.org`, 'employee');
    const open = async () => {
      const visitor = await openVisitor(browser, app.url);
      await signInAs(visitor, reader);
      return visitor;
    };
    const [warm, newcomer] = [await open(), await open()];
    await addHoldings(app);
    const day100Ms = await measureVisits(warm, addressOf('b100'), visits);
    print(`100 rooms, warm: ${JSON.stringify(day100Ms)}`);
    const cold = await measureTransfer(newcomer, addressOf('b100'));
    print(`first visit: ${JSON.stringify(cold)}`);
    const day1000 = await measureScroll(warm, addressOf('b1000'));
    print(`1,000 rooms: ${JSON.stringify(day1000)}`);
    return { day100Ms, cold, day1000 };
  } finally {
    await browser.close();
    await app.stop();
  }
}

/** After the signing in, whose page offers the first hundred people only. */
async function addHoldings(app: App): Promise<void> {
  const client = new Client({ connectionString: app.databaseUrl });
  await client.connect();
  try {
    const found = await client.query<{ id: string }>('SELECT id FROM organisations');
    await fill(client, found.rows[0]?.id ?? '', holdings);
  } finally {
    await client.end();
  }
}

/** The day after tomorrow, which is full of meetings. */
function addressOf(building: string): string {
  const date = formatInstant(addMs(instant(Date.now()), 2 * dayMs)).slice(0, 10);
  return `/grid?${new URLSearchParams({ building, date })}`;
}
