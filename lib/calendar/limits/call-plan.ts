import type {
  BackendAdmin,
  BackendPush,
  CalendarBackend,
  CallContext,
} from '@/lib/calendar/backend';
import type { Capabilities } from '@/lib/calendar/capabilities';
import type { BackendError, BackendErrorCode } from '@/lib/calendar/errors';
import type { Deadline } from '@/lib/calendar/limits/deadline';
import type { ConnectionSummary } from '@/lib/core/places/room';

/** The port's methods that the facade calls. */
export type CallMethod =
  | Extract<keyof CalendarBackend, `do${string}`>
  | Extract<keyof BackendAdmin, `do${string}`>
  | keyof BackendPush;

/** One call of the port, as the facade wants it made. */
export interface CallPlan<T> {
  readonly connection: ConnectionSummary;
  readonly method: CallMethod;
  /** Writes end in an error that says whether they took effect. */
  readonly write: boolean;
  readonly repeatable: (capabilities: Capabilities) => boolean;
  readonly deadline: Deadline;
  readonly requestId: string;
  readonly onBehalfOf: string | undefined;
  /** Makes the call and checks the answer. */
  readonly send: (backend: CalendarBackend, context: CallContext) => Promise<T>;
  /** Failures that came inside an answer. */
  readonly failuresIn?: (result: T) => readonly BackendError[];
}

/** What became of one attempt, for traces and for the health of connections. */
export interface ObservedCall {
  readonly connectionId: string;
  readonly method: CallMethod;
  readonly requestId: string;
  /** From the request to the answer or to giving up, queueing included. */
  readonly ms: number;
  readonly outcome: 'ok' | BackendErrorCode;
}
