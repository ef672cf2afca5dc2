import type { SimulatedKind, SimulatedServer } from '@/tests/bench/simulated/simulated-server';
import { startEws } from '@/tests/bench/simulated/start-ews';
import { startGraph } from '@/tests/bench/simulated/start-graph';

/** The seed makes how late rooms answer the same again. */
export function startSimulatedServer(kind: SimulatedKind, seed: number): Promise<SimulatedServer> {
  return kind === 'graph' ? startGraph(seed) : startEws(seed);
}
