import { Client } from 'pg';
import { addMs, dayMs, formatInstant, instant } from '@/lib/core/time/instant';
import { fill, type Holdings } from '@/tests/bench/availability/fill';
import { type App, startApp } from '@/tests/support/app';
import { launchChromium } from '@/tests/support/chromium';
import { openVisitor, signInAs, type Visitor } from '@/tests/support/visitor';

/** A Foyer with many rooms and meetings, and windows in which somebody is signed in. */
export interface FilledApp {
  readonly visitors: readonly Visitor[];
  stop(): Promise<void>;
}

const reader = 'reader';

export async function openFilledApp(holdings: Holdings, windows: number): Promise<FilledApp> {
  const app = await startApp({
    env: { FOYER_DEMO: '1', LOG_LEVEL: 'warn', FOYER_MIRROR_MAX_AGE_SECONDS: '86400' },
  });
  const browser = await launchChromium();
  const visitors: Visitor[] = [];
  await app.token(`${reader}@example.org`, 'employee');
  for (let count = 0; count < windows; count += 1) {
    const visitor = await openVisitor(browser, app.url);
    await signInAs(visitor, reader);
    visitors.push(visitor);
  }
  await addHoldings(app, holdings);
  return {
    visitors,
    stop: async () => {
      await browser.close();
      await app.stop();
    },
  };
}

/** The day after tomorrow, which is full of meetings. */
export function fullDay(): string {
  return formatInstant(addMs(instant(Date.now()), 2 * dayMs)).slice(0, 10);
}

/** After the signing in, whose page offers the first hundred people only. */
async function addHoldings(app: App, holdings: Holdings): Promise<void> {
  const client = new Client({ connectionString: app.databaseUrl });
  await client.connect();
  try {
    const found = await client.query<{ id: string }>('SELECT id FROM organisations');
    await fill(client, found.rows[0]?.id ?? '', holdings);
  } finally {
    await client.end();
  }
}
