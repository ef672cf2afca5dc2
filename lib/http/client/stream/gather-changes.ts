import type { Change } from '@/lib/http/client/stream/change';

/** A hold and its confirmation come right after each other: one look serves both. */
const settleMs = 100;
/** However much changes, nobody looks again more often. */
const everyMs = 500;
const mostChanges = 100;

export interface Gathering {
  add(change: Change): void;
  stop(): void;
}

/** Hands changes on together: soon after the first, and then at most twice a second. */
export function gatherChanges(onChanges: (changes: readonly Change[]) => void): Gathering {
  let gathered: Change[] = [];
  let timer: ReturnType<typeof setTimeout> | null = null;
  let lastAtMs = Number.NEGATIVE_INFINITY;
  const handOn = () => {
    const changes = gathered;
    gathered = [];
    timer = null;
    lastAtMs = performance.now();
    onChanges(changes);
  };
  return {
    add: (change) => {
      gathered.push(change);
      if (gathered.length > mostChanges) gathered = [{ kind: 'reset' }];
      const waitMs = Math.max(settleMs, lastAtMs + everyMs - performance.now());
      timer ??= setTimeout(handOn, waitMs);
    },
    stop: () => {
      if (timer) clearTimeout(timer);
    },
  };
}
