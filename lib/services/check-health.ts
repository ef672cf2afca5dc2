import { FoyerError } from '@/lib/core/errors';
import type { ConnectionRecord } from '@/lib/core/places/connection';
import type { Person } from '@/lib/core/places/person';
import type { ConnectionStore } from '@/lib/db/ports';

export interface Health {
  readonly database: 'ok' | 'lost';
  /** Null for those who are not signed in, and while the database is lost. */
  readonly connections: readonly ConnectionRecord[] | null;
  readonly degraded: boolean;
}

export interface HealthDeps {
  readonly connections: ConnectionStore;
  readonly organisationId: string;
}

/** Whether what this process stands on is well. Never throws for a lost database. */
export async function checkHealth(
  { connections, organisationId }: HealthDeps,
  reader: Person | null,
): Promise<Health> {
  try {
    const all = await connections.list(organisationId);
    const degraded = all.some((connection) => connection.lastErrorCode !== null);
    return { database: 'ok', connections: reader ? all : null, degraded };
  } catch (error) {
    if (!(error instanceof FoyerError) || error.code !== 'database-unavailable') throw error;
    return { database: 'lost', connections: null, degraded: true };
  }
}
