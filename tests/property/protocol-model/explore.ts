import { createEdges } from '@/tests/property/protocol-model/edges';
import { createInterning } from '@/tests/property/protocol-model/intern-world';
import { isFinal, judgeWorld } from '@/tests/property/protocol-model/judge-world';
import type { Violation } from '@/tests/property/protocol-model/move';
import type { Rules } from '@/tests/property/protocol-model/rules';
import type { Scenario } from '@/tests/property/protocol-model/scenario';
import { createSuccessors } from '@/tests/property/protocol-model/successors';
import { atRest } from '@/tests/property/protocol-model/world';

export interface Finding {
  readonly violation: Violation;
  /** The shortest way there. */
  readonly trace: readonly string[];
}

export interface Exploration {
  readonly scenario: string;
  readonly states: number;
  readonly transitions: number;
  /** States in which everything has ended. */
  readonly finals: number;
  /** The first of each kind. */
  readonly findings: readonly Finding[];
}

/**
 * Visits every state that can be reached, breadth first, and judges each; then asks of each whether
 * an end can still be reached from it. With `until`, stops as soon as a violation of that kind is
 * found, and asks no more.
 */
export function explore(scenario: Scenario, rules: Rules, until?: Violation): Exploration {
  const interning = createInterning();
  const visitSuccessors = createSuccessors(interning, { scenario, rules });
  const visited = createVisited();
  const edges = createEdges();
  const finals: number[] = [];
  const found = new Map<Violation, readonly string[]>();
  const report = (violation: Violation | null | undefined, trace: () => readonly string[]) => {
    if (violation && !found.has(violation)) found.set(violation, trace());
  };
  const rest = interning.bookingId(atRest);
  visited.reach(interning.toKey(rest, rest, 0), -1, '');
  for (let index = 0; index < visited.count() && !(until && found.has(until)); index += 1) {
    const key = visited.keyOf(index);
    const world = interning.world(key);
    report(judgeWorld(world, scenario), () => visited.traceTo(index));
    if (isFinal(world)) finals.push(index);
    visitSuccessors(key, world, (next, label, violation) => {
      report(violation, () => [...visited.traceTo(index), label]);
      edges.add(index, visited.reach(next, index, label));
    });
  }
  const lost = until ? null : edges.firstThatCannotReach(finals, visited.count());
  if (lost !== null) {
    report('G3: a hold or a due booking that nothing can end any more', () =>
      visited.traceTo(lost),
    );
  }
  return {
    scenario: scenario.name,
    states: visited.count(),
    transitions: edges.count(),
    finals: finals.length,
    findings: [...found].map(([violation, trace]) => ({ violation, trace })),
  };
}

/** The states reached so far, in the order in which they were, with the way to each. */
function createVisited() {
  const indexByKey = new Map<number, number>();
  const keys: number[] = [];
  const parents: number[] = [];
  const labels: string[] = [];
  return {
    count: () => keys.length,
    keyOf: (index: number) => keys[index] ?? 0,
    /** The number of that state; a new one is noted with where it was reached from. */
    reach: (key: number, from: number, label: string): number => {
      const known = indexByKey.get(key);
      if (known !== undefined) return known;
      indexByKey.set(key, keys.length);
      parents.push(from);
      labels.push(label);
      return keys.push(key) - 1;
    },
    traceTo: (index: number): readonly string[] => {
      const trace: string[] = [];
      for (let at = index; at > 0; at = parents[at] ?? 0) trace.push(labels[at] ?? '');
      return trace.reverse();
    },
  };
}
