import { describe, expect, it } from 'vitest';
import { explore } from '@/tests/property/protocol-model/explore';
import { allMutants } from '@/tests/property/protocol-model/mutants';
import { realRules } from '@/tests/property/protocol-model/rules';
import { quickScenarios } from '@/tests/property/protocol-model/scenario';

describe('the booking protocol, every interleaving of two installations', () => {
  it.each(quickScenarios)('keeps its guarantees: $name', (scenario) => {
    const { findings, states, finals } = explore(scenario, realRules);
    expect(findings).toEqual([]);
    expect(finals).toBeGreaterThan(1);
    expect(states).toBeGreaterThan(scenario.faults ? 10_000 : 50);
  });
});

describe('the booking protocol with one rule broken', () => {
  it.each(allMutants)('does harm that is found: $name', ({ scenario, rules, harm }) => {
    const { findings } = explore(scenario, rules, harm);
    const found = findings.find(({ violation }) => violation === harm);
    expect(found?.trace.length).toBeGreaterThan(1);
  });
});
