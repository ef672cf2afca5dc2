import { describe, expect, it } from 'vitest';
import { victims } from '@/tests/bench/crash/options';
import { runCrash } from '@/tests/bench/crash/run-crash';
import { openWorld } from '@/tests/bench/crash/world';
import { appStartTimeoutMs } from '@/tests/support/app';
import { radicaleVersion } from '@/tests/support/radicale';

/** The short form of `npm run bench -- crash`: one kill of each, twice, and one comparison. */
const options = { kills: 6, killsPerCheck: 6, clients: 8, seriesDates: 10 };

const radicale = await radicaleVersion();

describe('application, PostgreSQL and calendar server are killed under eight bookings at once', () => {
  it.skipIf(radicale === null && !process.env.CI)(
    `nothing is lost, doubled or left behind on Radicale ${radicale ?? '(MISSING: not installed)'}`,
    async () => {
      const world = await openWorld('caldav');
      try {
        const crash = { world, venue: 'caldav', victims, options, print: () => undefined } as const;
        const { violations, acknowledged } = await runCrash(crash);
        expect(violations).toEqual([]);
        expect(acknowledged).toBeGreaterThan(0);
      } finally {
        await world.stop();
      }
    },
    appStartTimeoutMs,
  );
});
