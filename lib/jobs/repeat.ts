export interface JobLog {
  error(fields: Readonly<Record<string, unknown>>, message: string): void;
}

export interface Repeating {
  /** No further round; resolves once the one under way has ended. */
  stop(): Promise<void>;
}

export interface RepeatOptions {
  readonly name: string;
  readonly everyMs: number;
  /** Tells whether there is more to do at once. */
  readonly round: () => Promise<boolean>;
  readonly log: JobLog;
}

/** Runs a round now and then again and again, one at a time; a round that fails is logged. */
export function repeat({ name, everyMs, round, log }: RepeatOptions): Repeating {
  let stopped = false;
  let timer: NodeJS.Timeout | null = null;
  let running: Promise<void> = Promise.resolve();

  const run = async () => {
    const more = await round().catch((error: unknown) => {
      log.error({ job: name, err: error }, 'a round of a job failed');
      return false;
    });
    if (!stopped) timer = setTimeout(start, more ? 0 : everyMs).unref();
  };
  const start = () => {
    running = run();
  };
  start();
  return {
    stop: async () => {
      stopped = true;
      if (timer) clearTimeout(timer);
      await running;
    },
  };
}
