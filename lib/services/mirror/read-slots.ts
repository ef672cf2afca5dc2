import { isBackendError } from '@/lib/calendar/errors';
import type { ConnectionSlots, MirroredConnection } from '@/lib/db/calendar-ports';
import type { MirrorDeps } from '@/lib/services/mirror/mirror-deps';

/**
 * How many rooms of each connection may be read at once: half of what it takes, as people wait for
 * the other half. None of one without a change feed, whose rooms are read live.
 */
export async function readSlots(deps: MirrorDeps): Promise<readonly ConnectionSlots[]> {
  const connections = await deps.mirror.connections();
  return Promise.all(
    connections.map(async (connection) => ({
      connectionId: connection.id,
      slots: await slotsOf(deps, connection),
    })),
  );
}

async function slotsOf(
  { calendar, log }: MirrorDeps,
  connection: MirroredConnection,
): Promise<number> {
  try {
    const { changeFeed, concurrency } = await calendar.capabilities(connection);
    return changeFeed ? Math.max(1, Math.floor(concurrency / 2)) : 0;
  } catch (error) {
    if (!isBackendError(error)) throw error;
    log.warn({ connectionId: connection.id, code: error.code }, 'a connection cannot be opened');
    return 0;
  }
}
