import type { Answer, CalendarEvent, Participant, RoomRef } from '@/lib/calendar/backend';
import type { MockDate, MockEvent } from '@/lib/calendar/backends/mock/mock-event';
import type { MockMethod } from '@/lib/calendar/backends/mock/options';
import type { BackendErrorCode, WriteOutcome } from '@/lib/calendar/errors';
import type { Interval } from '@/lib/core/time/interval';

/** Before or after the mock has done what it was asked for. */
export type Moment = 'before' | 'after';

export interface MockFault {
  readonly method: MockMethod | 'all';
  /** `no-answer`: the call waits until its signal ends it. */
  readonly error: BackendErrorCode | 'no-answer';
  /** `before` unless said otherwise. */
  readonly when?: Moment;
  /** Calls that it hits; all until it is lifted, unless said otherwise. */
  readonly times?: number;
  /** Rooms of `doFreeBusy`, or addresses of `doPeopleFreeBusy`, that it hits; all unless said otherwise. */
  readonly roomIds?: readonly string[];
  readonly retryAfterMs?: number;
  /** Of writes; `not-applied` before and `unknown` after, unless said otherwise. */
  readonly outcome?: WriteOutcome;
}

/** Something that another program writes into rooms, asking nobody. */
export interface OutsideEvent extends Interval {
  readonly uid?: string;
  readonly title?: string;
  readonly kind?: CalendarEvent['kind'];
  readonly visibility?: 'default' | 'private';
  readonly organizer?: Participant;
  readonly answer?: Answer;
  /** Dates of a series; one date from start to end unless said otherwise. */
  readonly dates?: readonly MockDate[];
}

/** What tests do to a mock from outside. Everything takes effect at once. */
export interface MockControls {
  /** Makes calls fail until the answered function lifts it. */
  fault(fault: MockFault): () => void;
  /** Runs `hook` once, at that moment of the next call of the method, and waits for it. */
  once(method: MockMethod, when: Moment, hook: () => void | Promise<void>): void;
  /** Answers the handle; the referee is not asked. A person's calendar is a room named by the address. */
  writeOutside(rooms: readonly RoomRef[], event: OutsideEvent): string;
  moveOutside(handle: string, to: Interval): void;
  removeOutside(handle: string): void;
  /** Pending rooms answer now: accepted when free, else declined. */
  answerNow(): void;
  /** From now on the room is none of this connection. */
  removeRoom(roomId: string): void;
  /** From now on somebody has that address, and an empty calendar. */
  addPerson(email: string): void;
  /** Makes every cursor handed out so far a gap. */
  forgetChanges(): void;
  /** How often a method was called. */
  calls(method: MockMethod): number;
  peek(): readonly MockEvent[];
}
