import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import type { MirrorStore } from '@/lib/db/calendar-ports';
import { createMirrorStore } from '@/lib/db/repositories/mirror-store';

/** The store of mirrors in that database, as a replica whose stream of changes nobody reads has it. */
export function mirrorStoreOf(pool: Pool): MirrorStore {
  return createMirrorStore({
    pool,
    newId: randomUUID,
    announce: () => undefined,
    pace: { watchedEveryMs: 5_000, quietEveryMs: 60_000 },
  });
}
