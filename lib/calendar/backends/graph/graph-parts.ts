import type { GraphClient } from '@/lib/calendar/backends/graph/client';
import type { KnownRooms } from '@/lib/calendar/backends/graph/known-rooms';
import type { OwnUids } from '@/lib/calendar/backends/graph/own-uids';
import type { Capabilities } from '@/lib/calendar/capabilities';
import type { Clock } from '@/lib/core/time/clock';

/** What every part of the backend works with. */
export interface GraphParts {
  readonly client: GraphClient;
  readonly capabilities: Capabilities;
  /** Where Graph is: `https://host:port`. */
  readonly origin: string;
  readonly clock: Clock;
  readonly uids: OwnUids;
  readonly rooms: KnownRooms;
  /** Uids whose event may have been written although nobody said so: looked for before another try. */
  readonly doubts: Set<string>;
}
