import {
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  handleWhen,
  isBrokenCircuitError,
} from 'cockatiel';
import { BackendError } from '@/lib/calendar/errors';
import type { Clock } from '@/lib/core/time/clock';

/** What a failed call says of the server: it does not answer, it does, or nothing at all. */
export type Verdict = 'failing' | 'alive' | 'silent';

export interface BreakerOptions {
  /** Failing calls in a row that open it. */
  readonly threshold: number;
  /** After that time one call is let through as a probe. */
  readonly probeAfterMs: number;
}

/** Keeps calls away from a server that does not answer, until a probe finds it back. */
export interface Breaker {
  /** `unavailable` while calls are kept away; null when the next one may go. */
  refusal(): BackendError | null;
  /**
   * Runs `send` unless calls are kept away.
   * @throws BackendError `unavailable` without running it, or what `send` throws.
   */
  run<T>(send: () => Promise<T>, judge: (error: unknown) => Verdict): Promise<T>;
}

type Settled<T> = { readonly value: T } | { readonly error: unknown };

export function createBreaker(options: BreakerOptions, clock: Clock): Breaker {
  const failing = new WeakSet<Error>();
  const policy = circuitBreaker(
    handleWhen((error) => failing.has(error)),
    {
      halfOpenAfter: options.probeAfterMs,
      breaker: new ConsecutiveBreaker(options.threshold),
    },
  );
  let openedAt = 0;
  policy.onBreak(() => {
    openedAt = clock.now();
  });
  const refusal = () => {
    const probing = policy.state === CircuitState.HalfOpen;
    const open = policy.state === CircuitState.Open;
    if (!probing && !(open && clock.now() - openedAt < options.probeAfterMs)) return null;
    return refused();
  };

  return {
    refusal,
    async run<T>(send: () => Promise<T>, judge: (error: unknown) => Verdict) {
      // The library would make others wait for a probe and run them afterwards, maybe too late.
      if (policy.state === CircuitState.HalfOpen) throw refused();
      const probe = policy.state === CircuitState.Open;
      // An error that proves the server alive counts as a success: it ends the row of failures.
      const settle = async (): Promise<Settled<T>> => {
        try {
          return { value: await send() };
        } catch (error) {
          const verdict = judge(error);
          if (verdict === 'alive') return { error };
          if ((verdict === 'failing' || probe) && error instanceof Error) failing.add(error);
          throw error;
        }
      };
      const settled = await policy.execute(settle).catch((error: unknown) => {
        throw isBrokenCircuitError(error) ? refused() : error;
      });
      if ('error' in settled) throw settled.error;
      return settled.value;
    },
  };
}

function refused(): BackendError {
  return new BackendError('unavailable', 'the server did not answer lately and is left alone');
}
