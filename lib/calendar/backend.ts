import type { Capabilities } from '@/lib/calendar/capabilities';
import type { BackendError } from '@/lib/calendar/errors';
import type { BusyInterval, PersonBusy } from '@/lib/core/availability/busy';
import type { BackendKind, RoomAddress } from '@/lib/core/places/room';
import type { Instant } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';
import type { ZoneId } from '@/lib/core/time/zone';

/** A room as a backend knows it. `roomId` is ours and is echoed in answers. */
export interface RoomRef {
  readonly roomId: string;
  readonly address: RoomAddress;
}

/** Travels with every call. The signal ends waiting, it does not undo a write. */
export interface CallContext {
  readonly signal: AbortSignal;
  readonly requestId: string;
  /** Address of the person for whom we act, where the backend can act for one. */
  readonly onBehalfOf?: string;
}

export interface FreeBusyQuery {
  readonly rooms: readonly RoomRef[];
  readonly window: Interval;
  /** Only what overlaps these matters to the caller; a backend may leave out all else. */
  readonly stretches?: readonly Interval[];
}

/**
 * Never an empty list for a failure: a room that could not be read is `known: false`. `impaired` tells
 * of something in it that could be read only in part, and whose time is among the busy.
 */
export type RoomFreeBusy =
  | {
      readonly roomId: string;
      readonly known: true;
      readonly busy: readonly BusyInterval[];
      readonly impaired?: BackendError;
    }
  | { readonly roomId: string; readonly known: false; readonly error: BackendError };

export interface PeopleFreeBusyQuery {
  /** Where they are to meet: a mailbox of the connection, in whose name some systems are asked. */
  readonly room: RoomRef;
  /** Lower-case addresses, each once. */
  readonly emails: readonly string[];
  readonly window: Interval;
}

/**
 * When a person is taken: times, and nothing of what they are taken by. As with rooms, whoever could
 * not be read is `known: false`, never free; `room-not-found` is an address that nobody has there.
 */
export type PersonFreeBusy =
  | { readonly email: string; readonly known: true; readonly busy: readonly PersonBusy[] }
  | { readonly email: string; readonly known: false; readonly error: BackendError };

export const answers = ['accepted', 'declined', 'tentative', 'pending'] as const;
/** RFC 5545 PARTSTAT of the room; `pending` is NEEDS-ACTION. */
export type Answer = (typeof answers)[number];

export interface RoomAnswer {
  readonly roomId: string;
  readonly answer: Answer;
}

/**
 * Names one event, or one date of a series when `recurrenceId` is set. `handle` is the backend's
 * own name for it and opaque to everybody else; `version` is null where there are none.
 */
export interface EventRef {
  readonly uid: string;
  readonly recurrenceId: Instant | null;
  readonly handle: string;
  readonly version: string | null;
  readonly rooms: readonly RoomRef[];
}

export interface Participant {
  readonly email: string;
  readonly name?: string;
  readonly optional?: boolean;
}

/** One meeting as it now stands. Of a series, one date. */
export interface CalendarEvent extends Interval {
  readonly ref: EventRef;
  /** What it means for the room: `free` for transparent, cancelled and declined events. */
  readonly kind: 'busy' | 'tentative' | 'free';
  /** Null where the calendar keeps it back. */
  readonly title: string | null;
  readonly organizer: Participant | null;
  readonly attendees: readonly Participant[];
  readonly visibility: 'default' | 'private';
  readonly answers: readonly RoomAnswer[];
}

/** RFC 5545 recurrence of a series; instants are the starts that are left out. */
export interface Recurrence {
  readonly rrule: string;
  readonly exceptions: readonly Instant[];
}

/** A meeting to be written. The caller chooses the uid, so that it can be found again. */
export interface EventDraft extends Interval {
  readonly uid: string;
  readonly rooms: readonly RoomRef[];
  /** The zone whose wall clock the meeting keeps. */
  readonly timeZone: ZoneId;
  readonly title: string;
  readonly description?: string;
  readonly organizer: Participant;
  readonly attendees: readonly Participant[];
  readonly visibility: 'default' | 'private';
  readonly recurrence?: Recurrence;
}

/**
 * Only what is present changes. Of a whole series, start and end are those of the first date that
 * its rule names, and all dates move likewise by the wall clock. A new recurrence replaces the rule;
 * its exceptions add to those that stand, and what was done to dates that the new rule still names
 * stays.
 */
export interface EventChange
  extends Partial<
    Pick<
      EventDraft,
      'start' | 'end' | 'timeZone' | 'title' | 'description' | 'attendees' | 'recurrence'
    >
  > {
  /**
   * Where `roomsPerEvent` is more than 1, replaces the rooms of the whole event in place, by the
   * scope `all` only; else `unsupported`. New rooms are asked; those that stay are asked anew only
   * as on any other change.
   */
  readonly rooms?: readonly RoomRef[];
}

export type Scope = 'one' | 'all';

export interface ListEventsQuery {
  readonly room: RoomRef;
  readonly window: Interval;
  readonly cursor: string | null;
}

export interface EventPage {
  /** Recurrence expanded, sorted by start, every kind among them. */
  readonly events: readonly CalendarEvent[];
  readonly nextCursor: string | null;
  /** Something of which only the time could be read; that time is among the events. */
  readonly impaired?: BackendError;
}

export interface FindByUidQuery {
  readonly rooms: readonly RoomRef[];
  readonly uid: string;
  /**
   * Also an event that whoever wrote it left in parts, so that it can be taken out. Such an event is
   * none for anybody else, and to create it once more finishes it.
   */
  readonly unfinished?: boolean;
}

export interface ListOccurrencesQuery {
  /** The event or series, whichever date of it is named. */
  readonly ref: EventRef;
  readonly window: Interval;
}

export interface ListChangesQuery {
  readonly room: RoomRef;
  /** Null: from now on; the answer then holds the first cursor and no changes. */
  readonly cursor: string | null;
}

/** Handles of changes are those under which `doListEvents` names the room's events. */
export interface EventRemoval {
  readonly handle: string;
  readonly removed: true;
}

export interface EventTouch {
  readonly handle: string;
  readonly removed: false;
  readonly uid: string | null;
}

/** `gap`: the cursor is worth nothing any more, read everything again. May repeat items. */
export type ChangePage =
  | {
      readonly gap: false;
      readonly changes: readonly (EventRemoval | EventTouch)[];
      readonly cursor: string;
      readonly more: boolean;
    }
  | { readonly gap: true; readonly cursor: string };

/** A room as its calendar system describes it; null where it says nothing. */
export interface DiscoveredRoom {
  readonly name: string;
  readonly address: RoomAddress;
  readonly capacity: number | null;
  readonly building: string | null;
  readonly floor: string | null;
  /** For people in wheelchairs. */
  readonly accessible: boolean | null;
  /** Names of devices and whatever else it is tagged with, in the system's own words. */
  readonly equipment: readonly string[];
}

export interface RoomListing {
  readonly rooms: readonly DiscoveredRoom[];
  /** Names of lists that came as long as the system tells any: there may be more rooms in them. */
  readonly cutLists: readonly string[];
}

export interface ProvisionRequest {
  readonly name: string;
  readonly address: RoomAddress;
  readonly timeZone: ZoneId;
}

/** Administration; what a backend cannot do it declares and answers with `unsupported`. */
export interface BackendAdmin {
  doListRooms(ctx: CallContext): Promise<RoomListing>;
  doCreateCalendar(request: ProvisionRequest, ctx: CallContext): Promise<RoomAddress>;
  doDeleteCalendar(address: RoomAddress, ctx: CallContext): Promise<void>;
  doProvisionRoom(request: ProvisionRequest, ctx: CallContext): Promise<RoomAddress>;
  doDeleteRoom(address: RoomAddress, ctx: CallContext): Promise<void>;
}

/** Where a system sends its notices, and what it is to show there. */
export interface PushTarget {
  readonly url: string;
  readonly secret: string;
}

export interface PushSubscription {
  /** The system's own name for it, opaque to everybody else. */
  readonly id: string;
  readonly expiresAt: Instant;
}

/**
 * Notices of a room's changes. They may come late, twice or never: whoever subscribes asks now and
 * then all the same.
 */
export interface BackendPush {
  doSubscribe(room: RoomRef, target: PushTarget, ctx: CallContext): Promise<PushSubscription>;
  /** @throws BackendError `event-not-found` when the system no longer has it */
  doRenew(subscriptionId: string, ctx: CallContext): Promise<PushSubscription>;
}

/**
 * A calendar system behind Foyer. Methods carry `do` because nobody but the facade calls them:
 * it splits by the capabilities' limits, sets deadlines, retries and traces.
 * Every method throws BackendError and nothing else.
 */
export interface CalendarBackend {
  readonly kind: BackendKind;
  readonly capabilities: Capabilities;
  /** One answer per room asked, in the order asked; busy clipped, sorted, half-open. */
  doFreeBusy(query: FreeBusyQuery, ctx: CallContext): Promise<readonly RoomFreeBusy[]>;
  /**
   * One answer per address asked, in the order asked; busy clipped, sorted, half-open. `unsupported`
   * where `capabilities.peopleFreeBusy` is null.
   */
  doPeopleFreeBusy(
    query: PeopleFreeBusyQuery,
    ctx: CallContext,
  ): Promise<readonly PersonFreeBusy[]>;
  doListEvents(query: ListEventsQuery, ctx: CallContext): Promise<EventPage>;
  /** Null only after a complete answer that does not hold it. */
  doFindByUid(query: FindByUidQuery, ctx: CallContext): Promise<CalendarEvent | null>;
  doCreate(draft: EventDraft, ctx: CallContext): Promise<EventRef>;
  /** The event now, with each room's answer; `event-not-found` when it is gone. */
  doGet(ref: EventRef, ctx: CallContext): Promise<CalendarEvent>;
  /**
   * Every date of the event or series that overlaps the window where it now stands, sorted by start,
   * each with its own `ref.recurrenceId`, times, kind and each room's answer for it. A single event
   * is one date with `recurrenceId: null`; cancelled dates are absent. None in the window is an empty
   * list; `event-not-found` when the whole is gone.
   */
  doListOccurrences(
    query: ListOccurrencesQuery,
    ctx: CallContext,
  ): Promise<readonly CalendarEvent[]>;
  /** A stale version is `stale`, never an overwrite. */
  doUpdate(ref: EventRef, change: EventChange, scope: Scope, ctx: CallContext): Promise<EventRef>;
  doCancel(ref: EventRef, scope: Scope, ctx: CallContext): Promise<void>;
  doRespond(ref: EventRef, room: RoomRef, answer: Answer, ctx: CallContext): Promise<EventRef>;
  doListChanges(query: ListChangesQuery, ctx: CallContext): Promise<ChangePage>;
  readonly admin: BackendAdmin;
  /** Where `capabilities.push` says so, and only there. */
  readonly push?: BackendPush;
  close(): Promise<void>;
}
