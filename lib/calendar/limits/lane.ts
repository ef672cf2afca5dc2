import { type Breaker, type BreakerOptions, createBreaker } from '@/lib/calendar/limits/breaker';
import type { Deadline } from '@/lib/calendar/limits/deadline';
import { createPause, type Pause } from '@/lib/calendar/limits/pause';
import { createSlots, type ReleaseSlot } from '@/lib/calendar/limits/slots';
import type { Clock } from '@/lib/core/time/clock';

export interface LaneOptions {
  /** Calls at once. */
  readonly concurrency: number;
  /** Calls that may wait. */
  readonly queueLimit: number;
  readonly breaker: BreakerOptions;
}

/** The way that all calls of one opened connection go. */
export interface Lane {
  readonly breaker: Breaker;
  readonly pause: Pause;
  /**
   * Waits for its turn.
   * @throws BackendError when the call cannot go within its deadline; nothing was sent.
   */
  enter(deadline: Deadline): Promise<ReleaseSlot>;
}

export function createLane(options: LaneOptions, clock: Clock): Lane {
  const breaker = createBreaker(options.breaker, clock);
  const pause = createPause(clock);
  const slots = createSlots(Math.max(1, Math.floor(options.concurrency)), options.queueLimit);
  return {
    breaker,
    pause,
    async enter(deadline) {
      const refused = breaker.refusal() ?? pause.refusal(deadline);
      if (refused) throw deadline.ended() ?? refused;
      const release = await slots.take(deadline);
      try {
        await pause.wait(deadline);
        const ended = deadline.ended();
        if (ended) throw ended;
        return release;
      } catch (error) {
        release();
        throw error;
      }
    },
  };
}
