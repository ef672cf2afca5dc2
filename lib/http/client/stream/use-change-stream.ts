import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { gatherChanges } from '@/lib/http/client/stream/gather-changes';
import { isAffected } from '@/lib/http/client/stream/is-affected';
import { openChangeStream, type StreamScope } from '@/lib/http/client/stream/open-change-stream';

/**
 * Keeps what a page shows of rooms and bookings up to date while it is looked at: what a change may
 * have made another is asked for again. Without a stream the regular refreshes remain.
 */
export function useChangeStream({ buildingId, roomIds }: StreamScope): void {
  const client = useQueryClient();
  const rooms = roomIds?.join(',');
  useEffect(() => {
    if (typeof EventSource === 'undefined') return;
    const gathering = gatherChanges((changes) => {
      void client.invalidateQueries({
        predicate: ({ queryKey }) => changes.some((change) => isAffected(queryKey, change)),
      });
    });
    const named = rooms === undefined ? undefined : rooms.split(',').filter((id) => id !== '');
    const stream = openChangeStream({ buildingId, roomIds: named }, gathering.add);
    return () => {
      stream.close();
      gathering.stop();
    };
  }, [client, buildingId, rooms]);
}
