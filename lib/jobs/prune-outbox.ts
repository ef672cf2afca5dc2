import type { Clock } from '@/lib/core/time/clock';
import { addMs, hourMs } from '@/lib/core/time/instant';
import type { OutboxStore } from '@/lib/db/ports';

export interface PruneDeps {
  readonly outbox: Pick<OutboxStore, 'prune'>;
  readonly clock: Clock;
}

/** Readers of the change stream who come back later than this have to read everything anew. */
const keptMs = hourMs;
const mostLines = 100_000;

/** Any number of replicas may do it. Returns how many lines went. */
export function pruneOutbox({ outbox, clock }: PruneDeps): Promise<number> {
  return outbox.prune(addMs(clock.now(), -keptMs), mostLines);
}
