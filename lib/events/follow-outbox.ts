import type { Mark } from '@/lib/core/changes/position';
import { FoyerError } from '@/lib/core/errors';
import type { OutboxListener, OutboxReading, OutboxSignals } from '@/lib/db/ports';
import { createNap } from '@/lib/events/nap';

export interface FollowLog {
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
}

export interface FollowDeps {
  readonly listen: (signals: OutboxSignals) => Promise<OutboxListener>;
  readonly log: FollowLog;
  /** From 0 to 1: spreads the attempts of several replicas. */
  readonly random: () => number;
  /** While nobody needs the news, none is read. */
  readonly isNeeded: () => boolean;
  /** What came after one reading and with the next. */
  readonly onReading: (from: Mark, reading: OutboxReading) => void;
}

export interface OutboxFollower {
  /**
   * Reads on at least as far as the outbox goes now, then calls `enter` with the mark that is
   * reached, before anything beyond it is given to `onReading`.
   * @throws FoyerError `database-unavailable`
   */
  join(enter: (mark: Mark) => void): Promise<void>;
  stop(): Promise<void>;
}

interface Waiter {
  readonly enter: (mark: Mark) => void;
  readonly refuse: (error: FoyerError) => void;
}

/** News of writers that announce none, and announcements that got lost, wait no longer than this. */
const pollEveryMs = 400;
/** More at once is not worth telling one by one. */
const mostLines = 5_000;
const shortestPauseMs = 100;
const longestPauseMs = 3_000;

/**
 * Follows the outbox over one connection, from its end on. A lost connection is made anew, each time
 * after a longer pause, and what came meanwhile is read then. Connects when the first one joins.
 */
export function followOutbox(deps: FollowDeps): OutboxFollower {
  const news = createNap();
  const pause = createNap();
  const waiters: Waiter[] = [];
  let mark: Mark | null = null;
  let failures = 0;
  let isStopped = false;
  let running: Promise<void> | null = null;

  const readOn = async (listener: OutboxListener): Promise<void> => {
    const served = waiters.length;
    mark = await advance(deps, listener, mark);
    failures = 0;
    for (const { enter } of waiters.splice(0, served)) enter(mark);
  };

  const follow = async (listener: OutboxListener, isLost: () => boolean): Promise<void> => {
    while (!isStopped && !isLost()) {
      const isNeeded = deps.isNeeded() || waiters.length > 0;
      if (isNeeded) await readOn(listener);
      else mark = null;
      await news.sleep(isNeeded ? pollEveryMs : null);
    }
  };

  const connectAndFollow = async (): Promise<void> => {
    const losses: (Error | null)[] = [];
    const onLost = (error: Error | null) => {
      losses.push(error);
      news.wake();
    };
    const listener = await deps.listen({ onNews: news.wake, onLost });
    try {
      await follow(listener, () => losses.length > 0);
    } finally {
      await listener.close();
    }
    if (!isStopped) throw losses[0] ?? new Error('the connection was closed');
  };

  const run = async (): Promise<void> => {
    while (!isStopped) {
      try {
        await connectAndFollow();
      } catch (error) {
        failures += 1;
        deps.log.warn({ err: error }, 'the connection that follows changes was lost');
        if (failures > 1) refuseAll(waiters, error);
        await pause.sleep(pauseMs(failures, deps.random()));
      }
    }
    refuseAll(waiters, null);
  };

  return {
    join: (enter) =>
      new Promise((resolve, reject) => {
        if (isStopped) return reject(unavailable(null));
        const entered = (reached: Mark) => {
          enter(reached);
          resolve();
        };
        waiters.push({ enter: entered, refuse: reject });
        running ??= run();
        news.wake();
      }),
    stop: async () => {
      isStopped = true;
      pause.wake();
      news.wake();
      await running;
    },
  };
}

/** Begins at the end of the outbox, or goes on from the mark. */
async function advance(
  { onReading }: FollowDeps,
  listener: OutboxListener,
  from: Mark | null,
): Promise<Mark> {
  if (from === null) return listener.mark();
  const reading = await listener.read(from, mostLines);
  onReading(from, reading);
  return reading.mark;
}

function refuseAll(waiters: Waiter[], cause: unknown): void {
  for (const { refuse } of waiters.splice(0)) refuse(unavailable(cause));
}

function unavailable(cause: unknown): FoyerError {
  return new FoyerError('database-unavailable', 'Changes cannot be followed now.', {}, cause);
}

function pauseMs(failures: number, random: number): number {
  return Math.min(longestPauseMs, shortestPauseMs * 2 ** failures) * (0.5 + random / 2);
}
