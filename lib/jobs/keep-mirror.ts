import type { ConnectionSlots } from '@/lib/db/calendar-ports';
import { createNap } from '@/lib/events/nap';
import type { JobLog, Repeating } from '@/lib/jobs/repeat';
import type { MirrorDeps } from '@/lib/services/mirror/mirror-deps';
import { readSlots } from '@/lib/services/mirror/read-slots';
import { leaseMs, refreshLease } from '@/lib/services/mirror/refresh-lease';

export interface KeepMirrorDeps extends Omit<MirrorDeps, 'log'> {
  readonly newId: () => string;
  readonly log: MirrorDeps['log'] & JobLog;
}

/** When no room is due, this replica asks again after this. */
const idleMs = 250;
const slotsEveryMs = 5_000;

/**
 * Reads the rooms that are due, on every replica, within each connection's slots: as soon as one is
 * read the next is taken. A slow connection keeps only its own slots.
 */
export function keepMirror(deps: KeepMirrorDeps): Repeating {
  const leaving = new AbortController();
  const pause = createNap();
  const reading = new Set<Promise<void>>();
  let slots: readonly ConnectionSlots[] = [];
  let slotsUntilMs = 0;

  const start = (work: Promise<void>) => {
    const settled = work
      .catch((error: unknown) => deps.log.error({ job, err: error }, 'a room was not mirrored'))
      .finally(() => {
        reading.delete(settled);
        pause.wake();
      });
    reading.add(settled);
  };
  const round = async () => {
    if (performance.now() >= slotsUntilMs) {
      slots = await readSlots(deps);
      slotsUntilMs = performance.now() + slotsEveryMs;
    }
    if (slots.length === 0) return;
    for (const lease of await deps.mirror.take(slots, leaseMs)) {
      start(refreshLease(deps, lease, deps.newId(), leaving.signal));
    }
  };
  const run = async () => {
    while (!leaving.signal.aborted) {
      await round().catch((error: unknown) => {
        deps.log.error({ job, err: error }, 'a round of a job failed');
      });
      await pause.sleep(idleMs);
    }
    await Promise.all(reading);
  };
  const running = run();
  return {
    stop: async () => {
      leaving.abort();
      pause.wake();
      await running;
    },
  };
}

const job = 'keep-mirror';
