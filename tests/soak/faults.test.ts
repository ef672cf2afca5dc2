import { describe, expect, it } from 'vitest';
import { quickCases } from '@/tests/bench/faults/cases';
import { runFaults } from '@/tests/bench/faults/run-faults';
import { appStartTimeoutMs, startApp } from '@/tests/support/app';
import { radicaleVersion, startRadicale } from '@/tests/support/radicale';

const radicaleThere = await radicaleVersion();

/** The short form of `npm run bench -- faults`: what waits for no deadline, each once. */
describe('one thing goes wrong between the application and its calendar server', () => {
  it.skipIf(radicaleThere === null && !process.env.CI)(
    `at every step, and nothing is lost, doubled or left behind on Radicale ${radicaleThere ?? '(MISSING: not installed)'}`,
    async () => {
      const radicale = await startRadicale();
      const app = await startApp({ env: { LOG_LEVEL: 'error' } });
      try {
        const adminToken = await app.token('admin@example.org', 'admin');
        const token = await app.token('unlucky@example.org', 'employee');
        const stage = { app, radicale, adminToken, token, dates: 1 };
        const { violations, cases } = await runFaults(stage, quickCases, () => undefined);
        expect(violations).toEqual([]);
        expect(cases).toBe(quickCases.length);
      } finally {
        await app.stop();
        await radicale.stop();
      }
    },
    appStartTimeoutMs,
  );
});
