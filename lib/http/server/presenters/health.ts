import type * as z from 'zod/mini';
import { backendErrorCodes } from '@/lib/calendar/errors';
import type { ConnectionRecord } from '@/lib/core/places/connection';
import { formatInstant } from '@/lib/core/time/instant';
import type { healthSchema } from '@/lib/http/contract/health';
import { connectionStatus } from '@/lib/http/server/presenters/connection';
import type { Health } from '@/lib/services/check-health';

type HealthAnswer = z.infer<typeof healthSchema>;

export function presentHealth(health: Health, version: string): HealthAnswer {
  const { database, degraded, connections } = health;
  return {
    status: degraded ? 'degraded' : 'ok',
    version,
    database,
    ...(connections ? { connections: connections.map(presentConnectionHealth) } : {}),
  };
}

function presentConnectionHealth(connection: ConnectionRecord) {
  const { id, name, kind, lastOkAt, lastErrorCode } = connection;
  const error = backendErrorCodes.find((code) => code === lastErrorCode);
  return {
    id,
    name,
    kind,
    status: connectionStatus(connection),
    lastOkAt: lastOkAt === null ? null : formatInstant(lastOkAt),
    ...(error ? { error } : {}),
  };
}
