import type { Room } from '@/lib/core/places/room';
import type { ConnectionStore, PlacesStore } from '@/lib/db/ports';
import type { TrialReport, TrialStore } from '@/lib/db/trial-ports';
import type { Call } from '@/lib/services/call';
import { findConnection } from '@/lib/services/manage-connections';

export interface LastTrial extends TrialReport {
  /** Null where it is gone. */
  readonly room: Room | null;
}

/**
 * What the last trial of a connection has shown; null before the first.
 * @throws FoyerError `not-found`.
 */
export async function lastTrial(
  deps: {
    readonly connections: ConnectionStore;
    readonly places: PlacesStore;
    readonly trials: TrialStore;
  },
  connectionId: string,
  call: Call,
): Promise<LastTrial | null> {
  const { id, organisationId } = await findConnection(deps, connectionId, call);
  const report = await deps.trials.last(id);
  if (!report) return null;
  const [room] = await deps.places.findRooms({ organisationId, roomIds: [report.roomId] });
  return { ...report, room: room ?? null };
}
