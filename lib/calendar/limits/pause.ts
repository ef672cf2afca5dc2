import { BackendError } from '@/lib/calendar/errors';
import type { Deadline } from '@/lib/calendar/limits/deadline';
import type { Clock } from '@/lib/core/time/clock';
import { minuteMs } from '@/lib/core/time/instant';

/** A server that asks for more is asked again after this, rather than not until a restart. */
const longestPauseMs = 10 * minuteMs;

/** The rest that a server asked for (Retry-After); it holds for every call of the connection. */
export interface Pause {
  /** Remembers what the error asks for, if anything. */
  note(error: BackendError): void;
  /** `throttled` when the pause outlasts the deadline, so that nobody waits for nothing. */
  refusal(deadline: Deadline): BackendError | null;
  /** @throws BackendError `throttled` as `refusal` says, or the deadline's own. */
  wait(deadline: Deadline): Promise<void>;
}

export function createPause(clock: Clock): Pause {
  let until = 0;
  const remainingMs = () => Math.max(0, until - clock.now());
  const refusal = (deadline: Deadline) => {
    const retryAfterMs = remainingMs();
    if (retryAfterMs === 0 || retryAfterMs < deadline.remainingMs()) return null;
    return new BackendError('throttled', 'the server asked for a pause', { retryAfterMs });
  };
  return {
    note({ retryAfterMs }) {
      if (retryAfterMs === null || !(retryAfterMs > 0)) return;
      until = Math.max(until, clock.now() + Math.min(retryAfterMs, longestPauseMs));
    },
    refusal,
    async wait(deadline) {
      while (remainingMs() > 0) {
        const refused = refusal(deadline);
        if (refused) throw deadline.ended() ?? refused;
        await deadline.wait(remainingMs());
      }
    },
  };
}
