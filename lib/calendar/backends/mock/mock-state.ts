import type { MockStore } from '@/lib/calendar/backends/mock/mock-store';
import type { Capabilities } from '@/lib/calendar/capabilities';
import type { Instant } from '@/lib/core/time/instant';

/** What the operations of one mock share. */
export interface MockState {
  readonly store: MockStore;
  readonly capabilities: Capabilities;
  readonly pageSize: number;
  /** Null: pending rooms answer only when told to. */
  readonly answerAfterMs: number | null;
  readonly clock: { now(): Instant };
  readonly newId: () => string;
  isKnown(roomId: string): boolean;
  /** Grows when all cursors handed out so far have become worthless. */
  epoch(): number;
}
