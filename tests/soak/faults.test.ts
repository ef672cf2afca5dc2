import { describe, expect, it } from 'vitest';
import { isQuick } from '@/tests/bench/faults/cases';
import { openRadicaleGround } from '@/tests/bench/faults/grounds/radicale-ground';
import { runFaults } from '@/tests/bench/faults/run-faults';
import { appStartTimeoutMs, startApp } from '@/tests/support/app';
import { radicaleVersion } from '@/tests/support/radicale';

const radicaleThere = await radicaleVersion();

/** The short form of `npm run bench -- faults`: what waits for no deadline, each once. */
describe('one thing goes wrong between the application and its calendar server', () => {
  it.skipIf(radicaleThere === null && !process.env.CI)(
    `at every step, and nothing is lost, doubled or left behind on Radicale ${radicaleThere ?? '(MISSING: not installed)'}`,
    async () => {
      const ground = await openRadicaleGround();
      const app = await startApp({ env: { LOG_LEVEL: 'error' } });
      try {
        const adminToken = await app.token('admin@example.org', 'admin');
        const token = await app.token(ground.person, 'employee');
        const stage = { app, ground, adminToken, token, dates: 1 };
        const quickCases = ground.cases(1).filter(isQuick);
        const { violations, cases } = await runFaults(stage, quickCases, () => undefined);
        expect(violations).toEqual([]);
        expect(cases).toBe(quickCases.length);
      } finally {
        await app.stop();
        await ground.stop();
      }
    },
    appStartTimeoutMs,
  );
});
