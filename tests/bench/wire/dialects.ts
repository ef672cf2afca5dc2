import type { SimulatedKind } from '@/tests/bench/simulated/simulated-server';
import type { Dialect } from '@/tests/bench/wire/dialect';
import { ewsDialect } from '@/tests/bench/wire/ews-dialect';
import { graphDialect } from '@/tests/bench/wire/graph-dialect';

/** How each simulated server is asked. */
export const dialects: Readonly<Record<SimulatedKind, Dialect>> = {
  graph: graphDialect,
  ews: ewsDialect,
};
