import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openVenue } from '@/tests/bench/race/open-venue';
import type { RacePlan } from '@/tests/bench/race/options';
import { runRace } from '@/tests/bench/race/run-race';
import { type App, appStartTimeoutMs, startApp } from '@/tests/support/app';
import { radicaleVersion } from '@/tests/support/radicale';

/** The short form of `npm run bench -- race`. */
const shortRace = { rounds: 5, racers: 32, outsiders: 0, shape: 'single' } as const;

const radicale = await radicaleVersion();

describe('32 racers for one slot, over HTTP, on two processes', () => {
  let app: App;
  let client: Client;

  beforeAll(async () => {
    app = await startApp({ replicas: 2, env: { LOG_LEVEL: 'warn' } });
    client = new Client({ connectionString: app.databaseUrl });
    await client.connect();
  }, appStartTimeoutMs);
  afterAll(async () => {
    await client?.end();
    await app?.stop();
  });

  async function race(plan: RacePlan) {
    const adminToken = await app.token('admin@example.org', 'admin');
    const venue = await openVenue(plan.kind, { app, adminToken, client });
    try {
      return await runRace({ app, client, venue, plan });
    } finally {
      await venue.stop();
    }
  }

  it.each([
    ['local', 'single'],
    ['local', 'series'],
    ['mock', 'single'],
  ] as const)('gives a slot to exactly one: %s, %s', async (kind, shape) => {
    const figures = await race({ ...shortRace, kind, shape });
    expect(figures).toMatchObject({ doubles: 0, unwon: 0, violations: [] });
    expect(figures.statuses).toEqual({ 201: 5, 409: 155 });
  });

  it.skipIf(radicale === null && !process.env.CI)(
    `gives a slot of a calendar on Radicale ${radicale ?? '(MISSING: not installed)'} to exactly one`,
    async () => {
      const figures = await race({ ...shortRace, kind: 'caldav' });
      expect(figures).toMatchObject({ doubles: 0, unwon: 0, violations: [] });
      expect(figures.statuses).toEqual({ 201: 5, 409: 155 });
      const plan = {
        kind: 'caldav',
        rounds: 10,
        racers: 4,
        outsiders: 1,
        shape: 'single',
      } as const;
      const disturbed = await race(plan);
      expect(disturbed).toMatchObject({ doubles: 0, violations: [] });
      const { outsiderHasIt = 0, outsiderCameLater = 0, ...rest } = disturbed.outside ?? {};
      expect(rest).toEqual({ outsiderOverlooked: 0 });
      expect(outsiderHasIt + outsiderCameLater).toBe(plan.rounds);
    },
  );
});
