import type { BackendErrorCode } from '@/lib/calendar/errors';
import type { RoomOccurrence } from '@/lib/core/availability/room-taken';
import type {
  BookedDate,
  BookedEvent,
  Booking,
  BookingChange,
  BookingContent,
  BookingHead,
  BookingPerson,
  OwnContent,
} from '@/lib/core/bookings/booking';
import type { BookingStatus } from '@/lib/core/bookings/status';
import type { StatusReason } from '@/lib/core/bookings/status-reason';
import type { OutboxLine } from '@/lib/core/changes/change';
import type { Mark } from '@/lib/core/changes/position';
import type { Slot } from '@/lib/core/errors';
import type { ConnectionRecord } from '@/lib/core/places/connection';
import type { Person } from '@/lib/core/places/person';
import type { Role } from '@/lib/core/places/role';
import type { Room } from '@/lib/core/places/room';
import type { PolicyOverrides } from '@/lib/core/policy/room-policy';
import type { Instant } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';
import type { ZoneId } from '@/lib/core/time/zone';

/** A page of a longer list; `nextCursor` is null at its end. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

export interface OidcIdentity {
  readonly issuer: string;
  readonly subject: string;
  readonly email: string;
  readonly name: string;
}

export interface NewToken {
  readonly personId: string;
  /** SHA-256, hexadecimal. */
  readonly hash: string;
  readonly label: string;
  readonly expiresAt: Instant | null;
}

/** A person together with what a session is checked against. */
export interface SignedInPerson {
  readonly person: Person;
  readonly sessionEpoch: number;
}

export interface PeopleStore {
  findById(personId: string): Promise<SignedInPerson | null>;
  findByEmail(email: string): Promise<SignedInPerson | null>;
  /** By issuer and subject; else the person of that address is linked; else one is made, an employee. */
  signIn(identity: OidcIdentity): Promise<SignedInPerson>;
  /** The owner of a token that has not expired at `now`; that it was used is noted, to the minute. */
  findByTokenHash(hash: string, now: Instant): Promise<Person | null>;
  /** The person of that address, given this role; made when absent. */
  ensurePerson(person: { email: string; name: string; role: Role }): Promise<Person>;
  addToken(token: NewToken): Promise<void>;
  /** People that the demo offers to sign in as. */
  list(): Promise<readonly Person[]>;
}

export interface RoomFilter {
  readonly organisationId: string;
  readonly roomIds?: readonly string[] | undefined;
  readonly text?: string | undefined;
  readonly buildingId?: string | undefined;
  readonly floor?: string | undefined;
  readonly minCapacity?: number | undefined;
  readonly features?: readonly string[] | undefined;
  readonly accessible?: boolean | undefined;
}

export interface PageRequest {
  readonly cursor: string | null;
  readonly limit: number;
}

export interface BuildingOverview {
  readonly id: string;
  readonly name: string;
  readonly address: string | null;
  readonly timeZone: ZoneId;
  readonly roomCount: number;
  readonly floors: readonly {
    readonly id: string;
    readonly name: string;
    readonly level: number;
  }[];
}

export interface FeatureOverview {
  readonly key: string;
  readonly name: string;
}

/** Places as employees see them. */
export interface PlacesStore {
  listBuildings(organisationId: string): Promise<readonly BuildingOverview[]>;
  listFeatures(organisationId: string): Promise<readonly FeatureOverview[]>;
  /** All that match, by building and name. */
  findRooms(filter: RoomFilter): Promise<readonly Room[]>;
  pageRooms(filter: RoomFilter, page: PageRequest): Promise<Page<Room>>;
}

export type NewEvent = Omit<BookedEvent, 'stage' | 'handle' | 'version'>;
export type NewDate = Omit<BookedDate, 'status'>;

export interface NewBooking extends Interval, BookingContent {
  readonly id: string;
  readonly organisationId: string;
  readonly uid: string;
  readonly organizer: BookingPerson;
  readonly bookedById: string;
  readonly timeZone: ZoneId;
  readonly rrule: string | null;
  readonly events: readonly NewEvent[];
  readonly dates: readonly NewDate[];
  readonly dueAt: Instant;
  readonly idempotency: { readonly key: string; readonly bodyHash: string } | null;
}

export type HoldResult =
  | { readonly outcome: 'held'; readonly booking: Booking }
  | { readonly outcome: 'replayed'; readonly booking: Booking }
  | { readonly outcome: 'mismatch' }
  | {
      readonly outcome: 'conflict';
      readonly conflicts: readonly Slot[];
      /** The dates that cannot be had, by their starts in the rule. */
      readonly takenDates: readonly Instant[];
    };

/** What an event is called in its calendar. */
export type EventName = Pick<BookedEvent, 'id' | 'handle' | 'version'>;

/** Where a booking goes next; what is absent stays. */
export interface Settlement {
  readonly status: BookingStatus;
  readonly reason: StatusReason | null;
  readonly dueAt: Instant | null;
  readonly attempts?: number;
  readonly events?: readonly EventName[];
  /** A person's id, or `foyer`. */
  readonly actor: string;
}

/** A change that takes its slots: what comes beside what goes, all held until it is done. */
export interface NewChange {
  readonly change: BookingChange;
  readonly arrivingEvents: readonly (NewEvent & EventName)[];
  readonly arrivingDates: readonly NewDate[];
  readonly leavingEventIds: readonly string[];
  readonly dueAt: Instant;
  readonly actor: string;
}

export type ChangeResult =
  | { readonly outcome: 'held'; readonly booking: Booking }
  | { readonly outcome: 'stale' }
  | { readonly outcome: 'conflict'; readonly conflicts: readonly Slot[] };

/** How a change ends: as wished, or as it was before. */
export interface ChangeEnd {
  readonly outcome: 'done' | 'undone';
  readonly status: BookingStatus;
  readonly reason: StatusReason | null;
  /** Events that were to come and of which a late write may still arrive, though they are gone. */
  readonly withdrawnEventIds: readonly string[];
  /** Events that were only there for the time of the change, and are gone. */
  readonly goneEventIds: readonly string[];
  readonly events: readonly EventName[];
  readonly dueAt: Instant | null;
  readonly actor: string;
}

export interface BookingFilter {
  readonly organisationId: string;
  /** Organised or booked by this person. */
  readonly personId?: string | undefined;
  readonly roomId?: string | undefined;
  /** Overlapping this window; either end may be open. */
  readonly start?: Instant | undefined;
  readonly end?: Instant | undefined;
  readonly statuses: readonly BookingStatus[];
}

/** One date of a booking, in all its rooms, as lists show it. */
export interface ListedDate extends Interval {
  readonly booking: BookingHead;
  readonly recurrenceId: Instant;
  readonly status: BookingStatus;
  readonly roomIds: readonly string[];
  readonly content: OwnContent;
}

export interface BookingStore {
  /** One transaction: idempotency key, rows, locks in order, exclusion constraint. */
  hold(booking: NewBooking): Promise<HoldResult>;
  /** Forgets a hold that was never written anywhere, its idempotency key with it. */
  release(booking: Booking): Promise<boolean>;
  /** Moves a booking on from the state given; null when somebody else has moved it since. */
  settle(booking: Booking, settlement: Settlement): Promise<Booking | null>;
  /** Takes what a change needs beside what the booking has, all or nothing. */
  beginChange(booking: Booking, change: NewChange): Promise<ChangeResult>;
  /** Gives back what is not needed any more; null when somebody else has moved it since. */
  endChange(booking: Booking, end: ChangeEnd): Promise<Booking | null>;
  find(organisationId: string, bookingId: string): Promise<Booking | null>;
  /** Dates by start, each once. */
  list(filter: BookingFilter, page: PageRequest): Promise<Page<ListedDate>>;
  /** Live occurrences that overlap the window, holds among them. */
  occurrencesIn(roomIds: readonly string[], window: Interval): Promise<readonly RoomOccurrence[]>;
  /** Live bookings of the person in each room that have not ended. */
  countActive(
    personId: string,
    roomIds: readonly string[],
    now: Instant,
  ): Promise<ReadonlyMap<string, number>>;
  /** Takes up to `limit` due bookings for this replica by moving their due time to `leaseUntil`. */
  takeDue(now: Instant, leaseUntil: Instant, limit: number): Promise<readonly Booking[]>;
  /** Bookings that wait for the answer of one of these rooms are due now. */
  wakeAwaiting(roomIds: readonly string[], now: Instant): Promise<void>;
}

export type ConnectionContent = Pick<ConnectionRecord, 'name' | 'kind' | 'options' | 'secrets'>;

export interface ConnectionStore {
  list(organisationId: string): Promise<readonly ConnectionRecord[]>;
  /** Whatever its organisation: for routing. */
  load(connectionId: string): Promise<ConnectionRecord | null>;
  find(organisationId: string, connectionId: string): Promise<ConnectionRecord | null>;
  create(organisationId: string, content: ConnectionContent): Promise<ConnectionRecord>;
  update(
    connectionId: string,
    revision: number,
    content: ConnectionContent,
  ): Promise<ConnectionRecord | null>;
  /** False when there is none; throws `in-use` when rooms are on it. */
  remove(organisationId: string, connectionId: string): Promise<boolean>;
  recordHealth(connectionId: string, at: Instant, error: BackendErrorCode | null): Promise<void>;
}

export interface BuildingRecord {
  readonly id: string;
  readonly name: string;
  readonly address: string | null;
  readonly timeZone: ZoneId;
  readonly policy: PolicyOverrides;
}

export interface FloorRecord {
  readonly id: string;
  readonly buildingId: string;
  readonly name: string;
  readonly level: number;
}

export interface FeatureRecord {
  readonly id: string;
  readonly key: string;
  readonly name: string;
}

export interface RoomRecord {
  readonly id: string;
  readonly name: string;
  readonly buildingId: string;
  readonly floor: string;
  readonly capacity: number;
  readonly features: readonly string[];
  readonly accessible: boolean;
  readonly timeZone: ZoneId;
  readonly photoUrl: string | null;
  readonly connectionId: string;
  readonly address: { readonly email?: string; readonly calendarUrl?: string };
  readonly policy: PolicyOverrides;
}

/** What is present and not undefined changes. */
export type Change<T> = { readonly [K in keyof Omit<T, 'id'>]?: T[K] | undefined };

/** Rows that admins keep. Each method stays within one organisation. */
export interface RecordStore<T extends { readonly id: string }> {
  list(organisationId: string): Promise<readonly T[]>;
  find(organisationId: string, id: string): Promise<T | null>;
  /** Throws `duplicate` for a taken name and `invalid-input` for a reference to nothing. */
  create(organisationId: string, content: Omit<T, 'id'>): Promise<T>;
  update(organisationId: string, id: string, change: Change<T>): Promise<T | null>;
  /** False when there is none; throws `in-use` when something refers to it. */
  remove(organisationId: string, id: string): Promise<boolean>;
}

export interface AdminStores {
  readonly buildings: RecordStore<BuildingRecord>;
  readonly floors: RecordStore<FloorRecord>;
  readonly features: RecordStore<FeatureRecord>;
  readonly rooms: RecordStore<RoomRecord>;
}

export interface AuditEntry {
  readonly organisationId: string;
  readonly actor: string;
  readonly action: 'create' | 'update' | 'remove';
  readonly subjectKind:
    | 'connection'
    | 'building'
    | 'floor'
    | 'feature'
    | 'room'
    | 'person'
    | 'room-feed'
    | 'token'
    | 'appearance';
  readonly subjectId: string;
  /** Names of the fields that changed; never their values. */
  readonly fields: readonly string[];
  readonly requestId: string;
}

/** Work that one replica at a time may do. */
export interface ExclusiveWork {
  /**
   * Null, with nothing done, while another replica is at the work of that name. `lost` is aborted when
   * another one may begin before the work has ended; the call fails then.
   */
  tryAlone<T>(name: string, work: (lost: AbortSignal) => Promise<T>): Promise<T | null>;
}

export interface AuditStore {
  record(entry: AuditEntry): Promise<void>;
}

/** What the outbox told a reader who had come to a mark. */
export interface OutboxReading {
  /** The reader knows everything up to here now. */
  readonly mark: Mark;
  /** Each line that is new since, once, by id. */
  readonly lines: readonly OutboxLine[];
  /** False when there is more than was asked for, or lines are gone: read everything anew. */
  readonly isWhole: boolean;
}

export interface OutboxReader {
  /** Where the outbox ends now. */
  mark(): Promise<Mark>;
  /** At most `limit` lines that were committed since the mark. */
  read(from: Mark, limit: number): Promise<OutboxReading>;
}

/** What has changed by now, to be compared with later. */
export interface NewsMoment {
  readonly moment: string;
  /** Whether anything has changed in the organisation, its local calendars too, since that moment. */
  readonly isNews: boolean;
}

/** The lines of the change stream: written with the changes themselves, read by every replica. */
export interface OutboxStore extends OutboxReader {
  /** Of whatever is read after this has resolved, a change that the reading misses is news then. */
  newsSince(organisationId: string, moment: string | null): Promise<NewsMoment>;
  /** Removes what is older, and what exceeds the newest `keep` lines; returns how many lines. */
  prune(before: Instant, keep: number): Promise<number>;
}

export interface OutboxSignals {
  readonly onNews: () => void;
  /** The connection is gone; null when nobody says why. May be told more than once. */
  readonly onLost: (error: Error | null) => void;
}

/** A reader with a connection of its own, which hears at once when there is news. */
export interface OutboxListener extends OutboxReader {
  close(): Promise<void>;
}
