/** Lets so many tasks run at once; the others wait in order, no longer than their signal lasts. */
export interface Gate {
  /** @throws the signal's reason when it fires while the task still waits. */
  run<T>(signal: AbortSignal, task: () => Promise<T>): Promise<T>;
}

export function createGate(limit: number): Gate {
  const waiting: (() => void)[] = [];
  let running = 0;

  const enter = (signal: AbortSignal): Promise<void> => {
    if (signal.aborted) return Promise.reject(signal.reason);
    if (running < limit) {
      running += 1;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const leave = () => {
        waiting.splice(waiting.indexOf(admit), 1);
        reject(signal.reason);
      };
      const admit = () => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      waiting.push(admit);
      signal.addEventListener('abort', leave, { once: true });
    });
  };

  const exit = () => {
    const next = waiting.shift();
    // The place passes to the next in line, so the count stays.
    if (next) next();
    else running -= 1;
  };

  return {
    async run(signal, task) {
      await enter(signal);
      try {
        return await task();
      } finally {
        exit();
      }
    },
  };
}
