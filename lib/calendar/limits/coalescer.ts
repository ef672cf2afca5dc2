import { BackendError } from '@/lib/calendar/errors';

/** Lets equal reads that are under way at once share one. */
export interface Coalescer<T> {
  /**
   * Joins the read of that key, or starts it. Its signal aborts when the last waiter has left.
   * @throws BackendError `aborted` when this waiter's signal aborts; the others go on.
   */
  join(
    group: string,
    key: string,
    waiter: AbortSignal,
    start: (signal: AbortSignal) => Promise<T>,
  ): Promise<T>;
  /** Nobody joins the group's present reads any more: what they saw is about to be old. */
  forget(group: string): void;
}

interface Shared<T> {
  readonly result: Promise<T>;
  readonly controller: AbortController;
  waiters: number;
}

export function createCoalescer<T>(): Coalescer<T> {
  const groups = new Map<string, Map<string, Shared<T>>>();

  const remove = (group: string, key: string, shared: Shared<T>) => {
    const reads = groups.get(group);
    if (reads?.get(key) !== shared) return;
    reads.delete(key);
    if (reads.size === 0) groups.delete(group);
  };
  const begin = (group: string, key: string, start: (signal: AbortSignal) => Promise<T>) => {
    const controller = new AbortController();
    const shared: Shared<T> = { result: start(controller.signal), controller, waiters: 0 };
    const reads = groups.get(group) ?? new Map<string, Shared<T>>();
    groups.set(group, reads.set(key, shared));
    const settled = () => remove(group, key, shared);
    void shared.result.then(settled, settled);
    return shared;
  };

  return {
    async join(group, key, waiter, start) {
      if (waiter.aborted) throw left();
      const shared = groups.get(group)?.get(key) ?? begin(group, key, start);
      shared.waiters += 1;
      try {
        return await untilLeft(shared.result, waiter);
      } finally {
        shared.waiters -= 1;
        if (shared.waiters === 0) {
          remove(group, key, shared);
          shared.controller.abort();
        }
      }
    },
    forget: (group) => {
      groups.delete(group);
    },
  };
}

function untilLeft<T>(result: Promise<T>, waiter: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const leave = () => reject(left());
    waiter.addEventListener('abort', leave, { once: true });
    void result.then(resolve, reject).finally(() => waiter.removeEventListener('abort', leave));
  });
}

function left(): BackendError {
  return new BackendError('aborted', 'the caller no longer waits');
}
