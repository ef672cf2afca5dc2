import { isBackendError } from '@/lib/calendar/errors';
import type { MirrorLease } from '@/lib/db/calendar-ports';
import type { MirrorDeps } from '@/lib/services/mirror/mirror-deps';
import { refreshRoom } from '@/lib/services/mirror/refresh-room';

/** A whole reading, all pages of it; the lease outlasts it. */
export const readBudgetMs = 40_000;
export const leaseMs = 50_000;

/** Reads one leased room, or notes why that did not work. */
export async function refreshLease(
  deps: MirrorDeps,
  lease: MirrorLease,
  requestId: string,
  signal: AbortSignal,
): Promise<void> {
  const { organisationId, roomId } = lease;
  const [room] = await deps.places.findRooms({ organisationId, roomIds: [roomId] });
  // A room that is gone has taken its mirror with it.
  if (!room) return;
  const options = { signal, requestId, deadlineMs: readBudgetMs };
  try {
    await refreshRoom(deps, lease, room, options);
  } catch (error) {
    if (!isBackendError(error)) throw error;
    if (error.code !== 'aborted') {
      deps.log.warn({ roomId, code: error.code }, 'a room could not be read for the mirror');
    }
    await deps.mirror.fail(lease, error.code);
  }
}
