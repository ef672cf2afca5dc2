import * as z from 'zod';
import { backendErrorCodes } from '@/lib/calendar/errors';
import type { ConnectionRecord } from '@/lib/core/places/connection';
import { formatInstant } from '@/lib/core/time/instant';
import type { ConnectionAnswer } from '@/lib/http/contract/admin-connections';
import { etagOf } from '@/lib/http/server/presenters/booking';

const jsonObject = z.record(z.string(), z.json());

export function connectionStatus({
  lastErrorCode,
  lastOkAt,
}: Pick<ConnectionRecord, 'lastErrorCode' | 'lastOkAt'>): ConnectionAnswer['status'] {
  if (lastErrorCode !== null) return 'failing';
  return lastOkAt === null ? 'untried' : 'ok';
}

/** Secrets are named, never shown. */
export function presentConnection(connection: ConnectionRecord): ConnectionAnswer {
  const { lastOkAt } = connection;
  return {
    id: connection.id,
    name: connection.name,
    kind: connection.kind,
    options: jsonObject.parse(connection.options),
    secretsSet: Object.keys(connection.secrets).sort(),
    status: connectionStatus(connection),
    lastOkAt: lastOkAt === null ? null : formatInstant(lastOkAt),
    error: z.enum(backendErrorCodes).nullable().parse(connection.lastErrorCode),
    roomCount: connection.roomCount,
    etag: etagOf(connection),
  };
}
