import { type Exploration, explore } from '@/tests/property/protocol-model/explore';
import { allMutants, type Mutant } from '@/tests/property/protocol-model/mutants';
import { realRules } from '@/tests/property/protocol-model/rules';
import { allScenarios } from '@/tests/property/protocol-model/scenario';

/**
 * Explores the booking protocol in full: every interleaving of two installations with everything
 * that can fail. The real rules must show no violation, and each broken rule its harm.
 */
function bench(): number {
  const explorations = allScenarios.map((scenario) => {
    const begun = performance.now();
    const exploration = explore(scenario, realRules);
    print(exploration, performance.now() - begun);
    return exploration;
  });
  const harms = allMutants.map((mutant) => ({ mutant, trace: harmOf(mutant) }));
  for (const { mutant, trace } of harms) printHarm(mutant, trace);
  const violations = explorations.flatMap(({ findings }) => findings).length;
  const model = {
    states: total(explorations.map(({ states }) => states)),
    transitions: total(explorations.map(({ transitions }) => transitions)),
    scenarios: Object.fromEntries(explorations.map(({ scenario, states }) => [scenario, states])),
    violations,
    counterexamples: Object.fromEntries(harms.map(({ mutant, trace }) => [mutant.name, trace])),
  };
  process.stdout.write(`${JSON.stringify({ model })}\n`);
  return violations === 0 && harms.every(({ trace }) => trace !== null) ? 0 : 1;
}

function print(exploration: Exploration, durationMs: number): void {
  const { scenario, states, transitions, finals, findings } = exploration;
  const lines = [
    `${scenario}: ${states} states, ${transitions} transitions, ${finals} ends, ${findings.length} violations (${Math.round(durationMs)} ms)`,
    ...findings.map(({ violation, trace }) => `  ${violation}\n    ${trace.join(' · ')}`),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

function harmOf({ scenario, rules, harm }: Mutant): readonly string[] | null {
  const { findings } = explore(scenario, rules, harm);
  return findings.find(({ violation }) => violation === harm)?.trace ?? null;
}

function printHarm({ name, harm }: Mutant, trace: readonly string[] | null): void {
  const outcome = trace === null ? 'NOT FOUND' : `${harm}\n    ${trace.join(' · ')}`;
  process.stdout.write(`broken: ${name}\n  ${outcome}\n`);
}

const total = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0);

process.exitCode = bench();
