import type { Pool } from 'pg';
import type { Clock } from '@/lib/core/time/clock';

/** What every operation of one local connection needs. */
export interface LocalStore {
  readonly connectionId: string;
  readonly organisationId: string;
  readonly pool: Pool;
  readonly clock: Clock;
  readonly newId: () => string;
  /** Events of a page of a list, lines of a page of the change feed. */
  readonly pageSize: number;
}
