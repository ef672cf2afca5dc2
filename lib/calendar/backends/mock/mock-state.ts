import type { MockStore } from '@/lib/calendar/backends/mock/mock-store';
import type { Capabilities } from '@/lib/calendar/capabilities';
import type { Clock } from '@/lib/core/time/clock';

/** What the operations of one mock share. */
export interface MockState {
  readonly store: MockStore;
  readonly capabilities: Capabilities;
  readonly pageSize: number;
  /** Null: pending rooms answer only when told to. */
  readonly answerAfterMs: number | null;
  readonly clock: Clock;
  readonly newId: () => string;
  isKnown(roomId: string): boolean;
  /** Nobody is, but those whom a test has added. */
  isPerson(email: string): boolean;
  /** Grows when all cursors handed out so far have become worthless. */
  epoch(): number;
}
