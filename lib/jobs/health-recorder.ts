import type { BackendErrorCode } from '@/lib/calendar/errors';
import type { Clock } from '@/lib/core/time/clock';
import { type Instant, minuteMs } from '@/lib/core/time/instant';
import type { ConnectionStore } from '@/lib/db/ports';

export interface HealthRecorderDeps {
  readonly connections: Pick<ConnectionStore, 'recordHealth'>;
  readonly clock: Clock;
  readonly log: { warn(fields: Readonly<Record<string, unknown>>, message: string): void };
}

export interface SeenCall {
  readonly connectionId: string;
  readonly outcome: 'ok' | BackendErrorCode;
}

/** Failures that speak of the connection, not of one room, one event or one caller. */
const telling: ReadonlySet<string> = new Set([
  'ok',
  'unauthenticated',
  'forbidden',
  'throttled',
  'unavailable',
  'timeout',
  'bad-response',
]);

/**
 * Notes with each connection when it last worked and how it last failed: at every change, and once
 * a minute besides, so that a busy connection does not cost a write a call.
 */
export function createHealthRecorder({ connections, clock, log }: HealthRecorderDeps) {
  const noted = new Map<string, { readonly outcome: string; readonly at: Instant }>();
  return ({ connectionId, outcome }: SeenCall): void => {
    if (!telling.has(outcome)) return;
    const at = clock.now();
    const before = noted.get(connectionId);
    if (before?.outcome === outcome && at - before.at < minuteMs) return;
    noted.set(connectionId, { outcome, at });
    connections
      .recordHealth(connectionId, at, outcome === 'ok' ? null : outcome)
      .catch((error: unknown) => {
        noted.delete(connectionId);
        log.warn({ connectionId, err: error }, 'the health of a connection was not recorded');
      });
  };
}
