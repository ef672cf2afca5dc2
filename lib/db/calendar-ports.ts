import type { BackendErrorCode } from '@/lib/calendar/errors';
import type { BusyInterval } from '@/lib/core/availability/busy';
import type { Room } from '@/lib/core/places/room';
import type { Instant } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';

/** How far a room's mirror goes, by the database's clock. */
export interface MirrorState {
  /** Everything that happened before this is in it. */
  readonly asOf: Instant;
  readonly covers: Interval;
  /** Older than it may be: what it says is not known any more. */
  readonly isTooOld: boolean;
  /** How the last attempt to read the room failed; null when it did not. */
  readonly error: BackendErrorCode | null;
}

/** A busy time from a calendar, of the room at that place in the question. */
export interface StoredBusy extends BusyInterval {
  readonly place: number;
}

export interface MirrorReading {
  /** By room, in the order asked; null for one that has no mirror, or whose was never read. */
  readonly states: readonly (MirrorState | null)[];
  /** Busy times that overlap the window, whether the mirror is fit to be believed or not. */
  readonly busy: readonly StoredBusy[];
}

export interface LocalReading {
  /** By room, in the order asked: false for one that is on no local connection any more. */
  readonly known: readonly boolean[];
  readonly busy: readonly StoredBusy[];
}

/** How rooms stand on a list of dates; what is in neither list is free on all of them. */
export interface Standing {
  /** On how many of the dates the room is taken. */
  readonly taken: ReadonlyMap<string, number>;
  /** Rooms whose mirror does not say: too old, or null where there is none of these dates. */
  readonly unsaid: ReadonlyMap<string, { readonly error: BackendErrorCode | null } | null>;
}

/** How rooms stand on one long date; what is in none of the lists is taken in the rest of it. */
export interface LongStanding {
  readonly free: ReadonlySet<string>;
  /** Taken at the beginning, and free in the rest. */
  readonly freeLater: ReadonlySet<string>;
  readonly unsaid: Standing['unsaid'];
}

/** What the database holds of calendars: the mirror of those elsewhere, and the local ones. */
export interface StoredCalendars {
  /** States and busy times as they were at one moment. */
  mirrored(roomIds: readonly string[], window: Interval): Promise<MirrorReading>;
  /** Busy times of rooms on local connections. */
  local(roomIds: readonly string[], window: Interval): Promise<LocalReading>;
  /** All rooms of an organisation on these dates. */
  standing(organisationId: string, dates: readonly Interval[]): Promise<Standing>;
  /** The same on one date of a day or more, and on the rest of it from a moment on. */
  longStanding(organisationId: string, date: Interval, restFrom: Instant): Promise<LongStanding>;
  /** Somebody looks at these rooms: they are read sooner for a while. */
  look(roomIds: readonly string[]): Promise<void>;
}

/** A room that this replica has to read, and what is known of it. */
export interface MirrorLease {
  readonly leaseId: string;
  readonly organisationId: string;
  readonly roomId: string;
  /** Null also where the feed is not believed any more. */
  readonly cursor: string | null;
  /** How many whole readings in a row found what the feed had not told of. */
  readonly feedMisses: number;
  /** What was read is newer than this. */
  readonly begun: Instant;
  /** Null: all of it was never read. */
  readonly whole: { readonly at: Instant; readonly covers: Interval } | null;
}

/** Everything that a room's calendar holds within its coverage. */
export interface MirrorContent {
  readonly covers: Interval;
  readonly busy: readonly MirroredBusy[];
}

export interface MirroredBusy extends BusyInterval {
  readonly uid: string;
}

export interface MirroredConnection {
  readonly id: string;
  readonly kind: Room['connection']['kind'];
  readonly revision: number;
}

/** How many rooms of a connection may be read at once, by all replicas together. */
export interface ConnectionSlots {
  readonly connectionId: string;
  readonly slots: number;
}

/** What keeps the mirror. All that is done under a lease does nothing once it is somebody else's. */
export interface MirrorStore {
  /** Connections that have rooms with a mirror. */
  connections(): Promise<readonly MirroredConnection[]>;
  /** Takes the rooms that are due longest, within the slots that are free. */
  take(slots: readonly ConnectionSlots[], leaseMs: number): Promise<readonly MirrorLease[]>;
  /** Nothing has changed. */
  confirm(lease: MirrorLease, cursor: string | null): Promise<void>;
  /**
   * Becomes equal to what was read; readers of the change stream are told what is different. Answers
   * when events were there or not there as against before; null where the lease was lost.
   */
  replace(
    lease: MirrorLease,
    cursor: string | null,
    content: MirrorContent,
  ): Promise<readonly Interval[] | null>;
  /** Counts a reading that the feed knew of or did not; answers how many it missed in a row. */
  judgeFeed(roomId: string, isTold: boolean): Promise<number>;
  /** Rooms of the connection whose feed is not believed any more. */
  doubtedFeeds(connectionId: string): Promise<readonly string[]>;
  /** Believes the feeds of the connection again. */
  trustFeeds(connectionId: string): Promise<void>;
  /** The room could not be read; it is tried again, each time later. */
  fail(lease: MirrorLease, error: BackendErrorCode): Promise<void>;
  /** News of these rooms has come another way: they are due now. */
  wake(roomIds: readonly string[]): Promise<void>;
}

/** An event of somebody else that came over a confirmed booking, and is still there. */
export interface BookingConflict {
  readonly bookingId: string;
  readonly roomId: string;
  /** Which date of the booking. */
  readonly recurrenceId: Instant;
  readonly outside: Interval;
  readonly detectedAt: Instant;
}

export interface ConflictStore {
  /** By booking, date and time. */
  conflictsOf(bookingIds: readonly string[]): Promise<readonly BookingConflict[]>;
}
