import { GraphFailure, tooManyRequests } from '../graph-failure';

export interface ThrottleSettings {
  /** Requests at once for one application and mailbox. */
  concurrency: number;
  /** Requests in one period for one application and mailbox. */
  budget: number;
  periodMs: number;
  /** What a refusal names; Graph's own are decimals. */
  retryAfterSeconds: number;
}

/** https://learn.microsoft.com/graph/throttling-limits#outlook-service-limits */
export const outlookLimits: ThrottleSettings = {
  concurrency: 4,
  budget: 10_000,
  periodMs: 600_000,
  retryAfterSeconds: 0.128,
};

export interface Throttle {
  readonly settings: ThrottleSettings;
  /**
   * Counts a request in and answers how to count it out.
   * @throws GraphFailure 429 when the mailbox has too many at once or had too many.
   */
  enter(mailbox: string): () => void;
  /** The most requests that one mailbox had at once. */
  mostAtOnce(): number;
  refused(): number;
  /** From now on every request is refused with 503, until `null`. */
  unavailableSeconds: number | null;
}

export function createThrottle(now: () => number): Throttle {
  const inFlight = new Map<string, number>();
  const periods = new Map<string, { startMs: number; used: number }>();
  const counts = { mostAtOnce: 0, refused: 0 };
  const settings = { ...outlookLimits };
  const refuse = (message: string) => {
    counts.refused += 1;
    return tooManyRequests(message, settings.retryAfterSeconds);
  };
  const spend = (mailbox: string) => {
    const known = periods.get(mailbox);
    const isOver = !known || now() - known.startMs >= settings.periodMs;
    const period = isOver ? { startMs: now(), used: 0 } : known;
    periods.set(mailbox, period);
    if (period.used >= settings.budget) {
      throw refuse('Application is over its RequestQuota limit.');
    }
    period.used += 1;
  };
  const throttle: Throttle = {
    settings,
    unavailableSeconds: null,
    enter(mailbox) {
      if (throttle.unavailableSeconds !== null) throw unavailable(throttle.unavailableSeconds);
      const running = inFlight.get(mailbox) ?? 0;
      if (running >= settings.concurrency) {
        throw refuse('Application is over its MailboxConcurrency limit.');
      }
      spend(mailbox);
      inFlight.set(mailbox, running + 1);
      counts.mostAtOnce = Math.max(counts.mostAtOnce, running + 1);
      return () => inFlight.set(mailbox, (inFlight.get(mailbox) ?? 1) - 1);
    },
    mostAtOnce: () => counts.mostAtOnce,
    refused: () => counts.refused,
  };
  return throttle;
}

function unavailable(retryAfterSeconds: number): GraphFailure {
  return new GraphFailure(503, 'ServiceUnavailable', 'The service is temporarily unavailable.', {
    'Retry-After': String(retryAfterSeconds),
  });
}
