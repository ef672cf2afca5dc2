import type {
  Answer,
  CalendarEvent,
  ChangePage,
  EventChange,
  EventDraft,
  EventRef,
  PersonFreeBusy,
  PushSubscription,
  PushTarget,
  RoomFreeBusy,
  RoomListing,
  Scope,
} from '@/lib/calendar/backend';
import type { Capabilities } from '@/lib/calendar/capabilities';
import type { CalendarLog } from '@/lib/calendar/limits/calendar-log';
import type { CallOptions, FindOptions } from '@/lib/calendar/limits/call-options';
import type { ObservedCall } from '@/lib/calendar/limits/call-plan';
import { createCaller } from '@/lib/calendar/limits/caller';
import type { Deadlines } from '@/lib/calendar/limits/facade-parts';
import { createFreeBusy, type FreeBusyOptions } from '@/lib/calendar/limits/free-busy';
import { createPeopleFreeBusy } from '@/lib/calendar/limits/people-free-busy';
import { createReads } from '@/lib/calendar/limits/reads';
import { createSubscriptions } from '@/lib/calendar/limits/subscriptions';
import { createWrites } from '@/lib/calendar/limits/writes';
import type { Routing } from '@/lib/calendar/routing';
import type { ConnectionSummary, Room } from '@/lib/core/places/room';
import type { Clock } from '@/lib/core/time/clock';
import type { Interval } from '@/lib/core/time/interval';

export type { CallOptions, Deadlines, FindOptions, FreeBusyOptions };

/**
 * Every calendar, whatever system it is on: the one way to them. Splits, queues, waits, retries and
 * gives up as each connection's capabilities and state demand.
 *
 * Every method throws BackendError and nothing else. `timeout` is our deadline and `aborted` the
 * caller's own leaving. An error of a write always has its `outcome`: `unknown` from the moment it
 * may have reached the server, `not-applied` before, or when the server refused it.
 */
export interface Calendar {
  /**
   * One answer per room asked, by room id: never missing, never free for a failure. Connections are
   * asked side by side, and one that is down takes nothing from the others but its deadline.
   * @throws BackendError `aborted` when the caller left, `invalid-request` for an empty window.
   */
  freeBusy(
    rooms: readonly Room[],
    window: Interval,
    options: FreeBusyOptions,
  ): Promise<ReadonlyMap<string, RoomFreeBusy>>;
  /**
   * When people are taken, as the system of that room's connection tells it: one answer per address,
   * in order, each once; times alone. Never free for a failure; `unsupported` where people are not
   * told of.
   * @throws BackendError `aborted` when the caller left, `invalid-request` for an empty window.
   */
  peopleFreeBusy(
    room: Room,
    emails: readonly string[],
    window: Interval,
    options: CallOptions,
  ): Promise<readonly PersonFreeBusy[]>;
  /** Every event that overlaps the window, sorted by start, all pages read; never only a part. */
  listEvents(room: Room, window: Interval, options: CallOptions): Promise<readonly CalendarEvent[]>;
  /** Null only when the calendar was read and does not hold it. */
  findByUid(room: Room, uid: string, options: FindOptions): Promise<CalendarEvent | null>;
  /**
   * Writes one meeting in one or more rooms of one connection. Tried again only where the backend
   * makes the same uid one event.
   * @throws BackendError `invalid-request` for no room or rooms of several connections,
   * `unsupported` for more rooms than one event may name there.
   */
  create(
    rooms: readonly Room[],
    draft: Omit<EventDraft, 'rooms'>,
    options: CallOptions,
  ): Promise<EventRef>;
  get(room: Room, ref: EventRef, options: CallOptions): Promise<CalendarEvent>;
  /**
   * Every date of the event or series that overlaps the window, sorted by start, each with its own
   * name, times and answers; an empty list only when the event is there and has none in the window.
   * @throws BackendError `event-not-found` when the whole is gone.
   */
  listOccurrences(
    room: Room,
    ref: EventRef,
    window: Interval,
    options: CallOptions,
  ): Promise<readonly CalendarEvent[]>;
  /** Made once, never tried again. Rooms that replace those of the event share its connection. */
  update(
    room: Room,
    ref: EventRef,
    change: EventChange,
    scope: Scope,
    options: CallOptions,
  ): Promise<EventRef>;
  /** Made once, never tried again. */
  cancel(room: Room, ref: EventRef, scope: Scope, options: CallOptions): Promise<void>;
  /** Made once, never tried again. */
  respond(room: Room, ref: EventRef, answer: Answer, options: CallOptions): Promise<EventRef>;
  listChanges(room: Room, cursor: string | null, options: CallOptions): Promise<ChangePage>;
  /** Asks the room's system for notices of its changes; `unsupported` where it sends none. */
  subscribe(room: Room, target: PushTarget, options: CallOptions): Promise<PushSubscription>;
  /** @throws BackendError `event-not-found` when the system no longer has it. */
  renewSubscription(
    connection: ConnectionSummary,
    subscriptionId: string,
    options: CallOptions,
  ): Promise<PushSubscription>;
  /** Rooms that the connection's system tells of; `unsupported` where it tells of none. */
  listRooms(connection: ConnectionSummary, options: CallOptions): Promise<RoomListing>;
  capabilities(connection: ConnectionSummary): Promise<Capabilities>;
  /** Closes every backend once the calls under way have ended; new calls are `unavailable`. */
  close(): Promise<void>;
}

export interface CalendarDeps {
  readonly routing: Routing;
  readonly clock: Clock;
  /** From 0 to below 1; spreads retries. */
  readonly random?: () => number;
  readonly log: CalendarLog;
  readonly deadlines?: Partial<Deadlines>;
  /** Hears of every attempt at a call. */
  readonly observe?: (call: ObservedCall) => void;
}

const usualDeadlines: Deadlines = { freeBusyMs: 8_000, readMs: 15_000, writeMs: 30_000 };

export function createCalendar(deps: CalendarDeps): Calendar {
  const { routing, clock, log, observe = () => undefined, random = Math.random } = deps;
  const caller = createCaller({ routing, clock, log, observe });
  const parts = {
    routing,
    clock,
    caller,
    random,
    deadlines: { ...usualDeadlines, ...deps.deadlines },
  };
  const freeBusy = createFreeBusy(parts);
  return {
    freeBusy: freeBusy.read,
    peopleFreeBusy: createPeopleFreeBusy(parts),
    ...createReads(parts),
    ...createSubscriptions(parts),
    ...createWrites(parts, freeBusy.forget),
    close: () => routing.close(),
  };
}
