import type { Interval } from '@/lib/core/time/interval';

/** One date of an event as a calendar itself holds it, read past Foyer. */
export interface StoredEvent extends Interval {
  readonly roomId: string;
  readonly uid: string;
  /** Whether the room has accepted it; absent where rooms do not answer for themselves. */
  readonly isAccepted?: boolean;
}
