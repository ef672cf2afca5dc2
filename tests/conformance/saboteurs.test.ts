import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { allChecks } from '@/tests/conformance/checks/all-checks';
import type { Harness, HarnessMaker } from '@/tests/conformance/harness';
import { localMaker } from '@/tests/conformance/harnesses/local';
import { mockMaker } from '@/tests/conformance/harnesses/mock';
import { runCheck } from '@/tests/conformance/run-check';
import { allSaboteurs } from '@/tests/conformance/saboteurs/all-saboteurs';
import { type Saboteur, sabotaged } from '@/tests/conformance/saboteurs/saboteur';

/** A check that hangs has caught its saboteur as well. */
const deadlineMs = 2_500;

/** Checks that no saboteur here can break, and why. */
const without: Readonly<Record<string, string>> = {
  'a calendar that was made is empty, can be written to, and can be removed':
    'neither mock nor local makes and removes calendars',
};

test('every check catches a saboteur, or it is said why not', () => {
  const names = new Set(allChecks.map(({ name }) => name));
  const catching = new Set(allSaboteurs.flatMap(({ caughtBy }) => caughtBy));
  expect([...catching].filter((name) => !names.has(name))).toEqual([]);
  const idle = [...names].filter((name) => !catching.has(name));
  expect(idle).toEqual(Object.keys(without));
});

const wanted = process.env.FOYER_TEST_BACKEND ?? '';
const makers: readonly HarnessMaker[] = [mockMaker('mock', {}), localMaker].filter(
  ({ name }) => wanted === '' || name === wanted,
);

for (const maker of makers) {
  const saboteurs = allSaboteurs.filter(
    ({ onMockOnly }) => maker.name === 'mock' || onMockOnly === undefined,
  );
  describe(`saboteurs of ${maker.name}`, () => {
    let harness: Harness;
    let caught = 0;

    beforeAll(async () => {
      harness = await maker.start();
    });

    afterAll(async () => {
      process.stdout.write(`${maker.name}: ${caught} of ${saboteurs.length} saboteurs caught\n`);
      await harness.stop();
    });

    for (const saboteur of saboteurs) {
      test(saboteur.name, async () => {
        expect(await thoseThatNotice(saboteur, harness)).toEqual(saboteur.caughtBy);
        caught += 1;
      });
    }
  });
}

async function thoseThatNotice(saboteur: Saboteur, harness: Harness): Promise<readonly string[]> {
  const noticed: string[] = [];
  for (const name of saboteur.caughtBy) {
    const check = allChecks.find((each) => each.name === name);
    if (!check) continue;
    const running = runCheck(check, harness, sabotaged(saboteur, harness), deadlineMs);
    const failed = await running.then(
      () => false,
      () => true,
    );
    if (failed) noticed.push(name);
  }
  return noticed;
}
