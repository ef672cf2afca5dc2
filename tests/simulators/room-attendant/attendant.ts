export interface Attendant {
  /** Does the room's work later: after its delay, and after what was posted for the room before. */
  post(room: string, work: () => void): void;
  /** From now on every piece of work waits this long; 0: at once. */
  setDelay(delayMs: number | (() => number)): void;
  /** Work that falls due waits until `release`. */
  hold(): void;
  release(): void;
  /** How many pieces of work are not done yet, of that room or of all. */
  pending(room?: string): number;
  /** Resolves once nothing is pending; with work held, never before `release`. */
  settled(): Promise<void>;
  /** Drops what is pending. */
  stop(): void;
}

interface Job {
  readonly work: () => void;
  readonly timer: NodeJS.Timeout | null;
  due: boolean;
}

/** The attendants of all rooms of a mail system: what they do, they do later and in order. */
export function createAttendant(delay: number | (() => number) = 0): Attendant {
  const state = { delay, held: false };
  const queues = new Map<string, Job[]>();
  const waiters: (() => void)[] = [];

  const pending = (room?: string) => {
    const counted = room === undefined ? [...queues.values()] : [queues.get(room) ?? []];
    return counted.reduce((sum, queue) => sum + queue.length, 0);
  };
  const tellWaiters = () => {
    if (pending() === 0) for (const wake of waiters.splice(0)) wake();
  };
  const run = (room: string) => {
    const queue = queues.get(room) ?? [];
    while (!state.held && queue[0]?.due) queue.shift()?.work();
    if (queue.length === 0) queues.delete(room);
    tellWaiters();
  };
  const fallDue = (room: string, job: Job) => {
    job.due = true;
    run(room);
  };

  return {
    post(room, work) {
      const delayMs = typeof state.delay === 'number' ? state.delay : state.delay();
      const queue = queues.get(room) ?? [];
      queues.set(room, queue);
      const job: Job = {
        work,
        timer: delayMs > 0 ? setTimeout(() => fallDue(room, job), delayMs) : null,
        due: delayMs <= 0,
      };
      queue.push(job);
      run(room);
    },
    setDelay(next) {
      state.delay = next;
    },
    hold() {
      state.held = true;
    },
    release() {
      state.held = false;
      for (const room of [...queues.keys()]) run(room);
    },
    pending,
    settled: () =>
      pending() === 0 ? Promise.resolve() : new Promise((resolve) => waiters.push(resolve)),
    stop() {
      for (const job of [...queues.values()].flat()) clearTimeout(job.timer ?? undefined);
      queues.clear();
      tellWaiters();
    },
  };
}
