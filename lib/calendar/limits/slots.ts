import { BackendError } from '@/lib/calendar/errors';
import type { Deadline } from '@/lib/calendar/limits/deadline';

/** Gives a slot back; a second time does nothing. */
export type ReleaseSlot = () => void;

/** How many calls may be under way at once; the others wait in the order they came. */
export interface Slots {
  /**
   * A slot, once there is one.
   * @throws BackendError `timeout` or `aborted` when the deadline ends first, `throttled` when the
   * queue is full.
   */
  take(deadline: Deadline): Promise<ReleaseSlot>;
}

/** Slots for `limit` calls at once, with room for `queueLimit` that wait. */
export function createSlots(limit: number, queueLimit: number): Slots {
  let taken = 0;
  const queue = new Set<() => void>();

  const pass = () => {
    const [next] = queue;
    if (next === undefined) taken -= 1;
    else next();
  };
  const slot = (): ReleaseSlot => {
    let held = true;
    return () => {
      if (held) pass();
      held = false;
    };
  };
  const enqueue = (deadline: Deadline) =>
    new Promise<ReleaseSlot>((resolve, reject) => {
      const grant = () => {
        queue.delete(grant);
        deadline.signal.removeEventListener('abort', leave);
        resolve(slot());
      };
      const leave = () => {
        queue.delete(grant);
        reject(deadline.signal.reason);
      };
      queue.add(grant);
      deadline.signal.addEventListener('abort', leave, { once: true });
    });

  return {
    async take(deadline) {
      const ended = deadline.ended();
      if (ended) throw ended;
      if (taken < limit) {
        taken += 1;
        return slot();
      }
      if (queue.size >= queueLimit) {
        throw new BackendError('throttled', `${queueLimit} calls already wait for this connection`);
      }
      return enqueue(deadline);
    },
  };
}
