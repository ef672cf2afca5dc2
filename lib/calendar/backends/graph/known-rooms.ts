import type { CallContext } from '@/lib/calendar/backend';
import { userPath } from '@/lib/calendar/backends/graph/addresses';
import type { GraphClient } from '@/lib/calendar/backends/graph/client';
import type { GraphOperation } from '@/lib/calendar/backends/graph/native-errors';
import type { Clock } from '@/lib/core/time/clock';
import { addMs, hourMs, type Instant } from '@/lib/core/time/instant';

/** Rooms that were seen to exist. */
export interface KnownRooms {
  /** @throws BackendError `room-not-found` when nobody has the address */
  confirm(mailbox: string, ctx: CallContext): Promise<void>;
}

const operation: GraphOperation = {
  name: 'get calendar',
  writes: false,
  missing: 'room-not-found',
};
const goodForMs = hourMs;

export function createKnownRooms(client: GraphClient, clock: Clock): KnownRooms {
  const seen = new Map<string, Instant>();
  return {
    async confirm(mailbox, ctx) {
      const last = seen.get(mailbox);
      if (last !== undefined && clock.now() < addMs(last, goodForMs)) return;
      const path = `${userPath(mailbox)}/calendar`;
      const query = { $select: 'id' };
      await client.json({ operation, method: 'GET', path, mailbox, query }, ctx);
      seen.set(mailbox, clock.now());
    },
  };
}
