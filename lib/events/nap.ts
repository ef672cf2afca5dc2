/** A sleep that something can end early. */
export interface Nap {
  /** Ends the sleep under way, or the next one at once. */
  wake(): void;
  /** Until woken or, where a time is given, until it has passed; forgets the wakes until now. */
  sleep(durationMs: number | null): Promise<void>;
}

export function createNap(): Nap {
  let isAwake = false;
  let end: (() => void) | null = null;
  return {
    wake: () => {
      isAwake = true;
      end?.();
    },
    sleep: async (durationMs) => {
      if (!isAwake) {
        await new Promise<void>((resolve) => {
          const timer = durationMs === null ? null : setTimeout(resolve, durationMs).unref();
          end = () => {
            if (timer) clearTimeout(timer);
            resolve();
          };
        });
      }
      end = null;
      isAwake = false;
    },
  };
}
