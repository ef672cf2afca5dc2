import type { CallOptions } from '@/lib/calendar/calendar';
import type { Room } from '@/lib/core/places/room';

/** What stays the same while one process works on one booking. */
export interface ProtocolRun {
  readonly rooms: readonly Room[];
  readonly options: CallOptions;
  /** The request that made the hold, so that every write of the booking is its own. */
  readonly isFresh: boolean;
  /** A person's id, or `foyer`: who is said to have settled it. */
  readonly actor: string;
}
