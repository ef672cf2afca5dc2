import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { allChecks } from '@/tests/conformance/checks/all-checks';
import type { Harness } from '@/tests/conformance/harness';
import { chosenMakers } from '@/tests/conformance/harnesses/all-harnesses';
import { runCheck } from '@/tests/conformance/run-check';

const deadlineMs = 60_000;

test('the names of checks are unique', () => {
  const names = allChecks.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});

for (const maker of chosenMakers()) {
  const missing = await maker.missing();
  if (missing !== null) {
    process.stderr.write(`\n*** ${maker.name} is NOT tested: ${missing} ***\n\n`);
    test.runIf(process.env.CI === 'true')(`${maker.name} can be tested here`, () => {
      expect.fail(missing);
    });
    continue;
  }
  describe(maker.name, () => {
    let harness: Harness;
    let passed = 0;

    beforeAll(async () => {
      harness = await maker.start();
    });

    afterAll(async () => {
      const { name, server } = harness;
      process.stdout.write(`${name} (${server}): ${passed} of ${allChecks.length} checks passed\n`);
      await harness.stop();
    });

    for (const check of allChecks) {
      test(check.name, async () => {
        await runCheck(check, harness, harness.backend, deadlineMs);
        passed += 1;
      });
    }
  });
}
