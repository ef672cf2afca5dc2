import { setMaxListeners } from 'node:events';
import { BackendError } from '@/lib/calendar/errors';
import type { Clock } from '@/lib/core/time/clock';

/** A timer set for longer than this fires at once. */
const longestTimerMs = 2 ** 31 - 1;

/** The time that one call of the facade has, queueing and retries included. */
export interface Deadline {
  /** Ends waiting: handed on to the backend. */
  readonly signal: AbortSignal;
  /** Why it is over, `timeout` (ours) or `aborted` (the caller left); null while it runs. */
  ended(): BackendError | null;
  remainingMs(): number;
  /** The work's result, or `ended()` as a rejection, whichever is first. The work is not stopped. */
  race<T>(work: Promise<T>): Promise<T>;
  /** Resolves after that time; rejects with `ended()` when the deadline ends before. */
  wait(durationMs: number): Promise<void>;
  /** Lets go of the timer and of the caller's signal. */
  end(): void;
}

/** Starts the time of one call, which ends after `budgetMs` or when the caller's signal aborts. */
export function createDeadline(caller: AbortSignal, budgetMs: number, clock: Clock): Deadline {
  const controller = new AbortController();
  const { signal } = controller;
  // One question about many rooms waits in many places at once, and one caller for many answers.
  setMaxListeners(0, signal, caller);
  const endsAt = clock.now() + budgetMs;
  let ended: BackendError | null = null;
  const finish = (reason: BackendError) => {
    ended ??= reason;
    controller.abort(ended);
  };
  const expire = () => finish(new BackendError('timeout', `no answer within ${budgetMs} ms`));
  const leave = () => finish(new BackendError('aborted', 'the caller no longer waits'));
  const timer = setTimeout(expire, Math.min(budgetMs, longestTimerMs));
  if (caller.aborted) leave();
  else caller.addEventListener('abort', leave, { once: true });

  return {
    signal,
    ended: () => ended,
    remainingMs: () => (ended === null ? Math.max(0, endsAt - clock.now()) : 0),
    race: (work) => raceSignal(work, signal),
    wait: (durationMs) => waitUnless(signal, durationMs),
    end() {
      clearTimeout(timer);
      caller.removeEventListener('abort', leave);
    },
  };
}

/** A late rejection of `work` is handled here and goes nowhere. */
function raceSignal<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
    void work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

function waitUnless(signal: AbortSignal, durationMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const slept = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, durationMs);
  });
  return raceSignal(slept, signal).finally(() => clearTimeout(timer));
}
