/** Counts who uses a thing, and ends it once nobody does. */
export interface InUse {
  /** Begins one use; the answer ends it, a second time does nothing. */
  begin(): () => void;
  /** Resolves when nobody uses it any more. */
  idle(): Promise<void>;
}

export function createInUse(): InUse {
  let users = 0;
  let waiting: (() => void)[] = [];
  const leave = () => {
    users -= 1;
    if (users > 0) return;
    for (const wake of waiting) wake();
    waiting = [];
  };
  return {
    begin() {
      users += 1;
      let inside = true;
      return () => {
        if (inside) leave();
        inside = false;
      };
    },
    idle: () =>
      users === 0
        ? Promise.resolve()
        : new Promise((resolve) => {
            waiting.push(resolve);
          }),
  };
}
