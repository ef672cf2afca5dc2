import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runRace } from '@/tests/bench/race/run-race';
import { openVenue } from '@/tests/bench/race/venue';
import { type App, appStartTimeoutMs, startApp } from '@/tests/support/app';
import { radicaleVersion } from '@/tests/support/radicale';

/** The short form of `npm run bench -- race`. */
const shortRace = { rounds: 5, racers: 32, outsiders: 0 };

const radicale = await radicaleVersion();

describe('32 racers for one slot, over HTTP, on two processes', () => {
  let app: App;

  beforeAll(async () => {
    app = await startApp({ replicas: 2, env: { LOG_LEVEL: 'warn' } });
  }, appStartTimeoutMs);
  afterAll(() => app.stop());

  it('gives a slot of a local calendar to exactly one', async () => {
    const venue = await openVenue('local', app, await app.token('admin@example.org', 'admin'));
    try {
      const figures = await runRace({ app, venue, options: shortRace });
      expect(figures).toMatchObject({ doubles: 0, unwon: 0, violations: [] });
      expect(figures.statuses).toEqual({ 201: 5, 409: 155 });
    } finally {
      await venue.stop();
    }
  });

  it.skipIf(radicale === null && !process.env.CI)(
    `gives a slot of a calendar on Radicale ${radicale ?? '(MISSING: not installed)'} to exactly one`,
    async () => {
      const venue = await openVenue('caldav', app, await app.token('admin@example.org', 'admin'));
      try {
        const figures = await runRace({ app, venue, options: shortRace });
        expect(figures).toMatchObject({ doubles: 0, unwon: 0, violations: [] });
        expect(figures.statuses).toEqual({ 201: 5, 409: 155 });
        const options = { rounds: 10, racers: 4, outsiders: 1 };
        const disturbed = await runRace({ app, venue, options, daysAhead: 3 });
        expect(disturbed).toMatchObject({ doubles: 0, violations: [] });
        const { outsiderHasIt = 0, outsiderCameLater = 0, ...rest } = disturbed.outside ?? {};
        expect(rest).toEqual({ outsiderOverlooked: 0 });
        expect(outsiderHasIt + outsiderCameLater).toBe(options.rounds);
      } finally {
        await venue.stop();
      }
    },
  );
});
