import { setMaxListeners } from 'node:events';
import { createGate, type Gate } from '@/lib/calendar/backends/shared/gate';
import { BackendError } from '@/lib/calendar/errors';
import type { Clock } from '@/lib/core/time/clock';
import { addMs, type Instant } from '@/lib/core/time/instant';

/**
 * How requests queue before mailboxes: Exchange serves an application no more than four at once per
 * mailbox (https://learn.microsoft.com/graph/throttling-limits), and one mailbox that asks for a pause
 * gets it from all of them.
 */
export interface MailboxLanes {
  /**
   * Runs the task in its turn.
   * @throws BackendError `throttled`, the task not run, as long as the mailbox wants its pause; the
   * signal's reason when it fires while the task still waits
   */
  run<T>(mailbox: string, signal: AbortSignal, task: () => Promise<T>): Promise<T>;
  pause(mailbox: string, durationMs: number): void;
}

interface Lane {
  readonly gate: Gate;
  /** Tasks that run or wait. */
  tasks: number;
  closedUntil: Instant | null;
}

const atOnce = 4;

export function createMailboxLanes(clock: Clock): MailboxLanes {
  const lanes = new Map<string, Lane>();
  const laneOf = (mailbox: string): Lane => {
    const lane = lanes.get(mailbox) ?? { gate: createGate(atOnce), tasks: 0, closedUntil: null };
    lanes.set(mailbox, lane);
    return lane;
  };
  const tidy = (mailbox: string, lane: Lane) => {
    if (lane.tasks === 0 && remainingMs(lane, clock.now()) === 0) lanes.delete(mailbox);
  };
  return {
    async run(mailbox, signal, task) {
      // One signal may govern a question about many rooms.
      setMaxListeners(0, signal);
      const lane = laneOf(mailbox);
      lane.tasks += 1;
      try {
        return await lane.gate.run(signal, async () => {
          refuseWhileClosed(lane, clock.now());
          return task();
        });
      } finally {
        lane.tasks -= 1;
        tidy(mailbox, lane);
      }
    },
    pause(mailbox, durationMs) {
      const lane = laneOf(mailbox);
      const until = addMs(clock.now(), durationMs);
      if (lane.closedUntil === null || lane.closedUntil < until) lane.closedUntil = until;
    },
  };
}

function refuseWhileClosed(lane: Lane, now: Instant): void {
  const retryAfterMs = remainingMs(lane, now);
  if (retryAfterMs === 0) return;
  throw new BackendError('throttled', 'the mailbox asked for a pause', { retryAfterMs });
}

function remainingMs({ closedUntil }: Lane, now: Instant): number {
  return closedUntil === null ? 0 : Math.max(0, closedUntil - now);
}
