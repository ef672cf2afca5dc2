import type { CalendarBackend, RoomRef } from '@/lib/calendar/backend';
import type { Instant } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';
import type { ZoneId } from '@/lib/core/time/zone';

/** An event as it really is in the calendar, read past the backend under test. */
export interface PeekedEvent extends Interval {
  readonly uid: string;
  readonly title: string;
  readonly description: string | null;
  readonly visibility: 'default' | 'private';
}

/** One date of a series; `recurrenceId` is when the rule had it. */
export interface SeriesDate extends Interval {
  readonly recurrenceId: Instant;
}

/** A series as another program writes it, and the dates that it comes to, counted by hand. */
export interface OutsideSeries {
  readonly timeZone: ZoneId;
  readonly rrule: string;
  readonly exceptions: readonly Instant[];
  readonly moved: readonly SeriesDate[];
  readonly dates: readonly SeriesDate[];
}

/** A series as it really is: by its rule where the calendar keeps one, else by its dates. */
export type PeekedSeries =
  | {
      readonly keeps: 'rule';
      readonly rrule: string;
      readonly exceptions: readonly Instant[];
      readonly moved: readonly SeriesDate[];
    }
  | { readonly keeps: 'dates'; readonly dates: readonly SeriesDate[] };

/** What another program writes into a room's calendar, past the backend under test. */
export interface OutsideEvent extends Interval {
  readonly uid: string;
  readonly title?: string;
  readonly kind?: 'busy' | 'tentative' | 'free' | 'cancelled';
  readonly roomAnswer?: 'accepted' | 'declined';
  readonly visibility?: 'default' | 'private';
  readonly series?: OutsideSeries;
}

/** Roads to people's own calendars, where the system behind the connection has any. */
export interface PeopleRoads {
  /** New people with empty calendars, who share all that they can; their addresses. */
  make(count: number): Promise<readonly string[]>;
  /** An address that nobody has. */
  missing(): string;
  writeOutside(email: string, event: OutsideEvent): Promise<void>;
  /** This one calendar can no longer be read. */
  breakCalendar(email: string): Promise<void>;
}

export type Undo = () => Promise<void>;

/** A backend under test, its server, and roads to that server which the backend has no part in. */
export interface Harness {
  readonly name: string;
  /** Product and version of the server behind the backend. */
  readonly server: string;
  readonly backend: CalendarBackend;
  /** What its rooms have answered as soon as somebody looks, where the backend promises no answer yet. */
  readonly roomsAnswer?: 'accepted';
  /** New rooms with empty calendars. */
  makeRooms(count: number): Promise<readonly RoomRef[]>;
  /** A room that this connection could have and has not. */
  missingRoom(): RoomRef;
  peek(room: RoomRef): Promise<readonly PeekedEvent[]>;
  /** The one series of a room, read past the backend under test. */
  peekSeries(room: RoomRef): Promise<PeekedSeries>;
  writeOutside(room: RoomRef, event: OutsideEvent): Promise<void>;
  removeOutside(room: RoomRef, uid: string): Promise<void>;
  /** The server cannot be reached. */
  cutOff(): Promise<Undo>;
  /** Requests arrive and are done, no answer comes back. */
  holdAnswers(): Promise<Undo>;
  /** Requests arrive and are done, then the connection breaks instead of an answer. */
  dropAnswers(): Promise<Undo>;
  /** This one room can no longer be read. */
  breakRoom(room: RoomRef): Promise<void>;
  /** Null where rooms are all that it has. */
  readonly people: PeopleRoads | null;
  stop(): Promise<void>;
}

export interface HarnessMaker {
  readonly name: string;
  /** Null when it can start here, else what is missing and how to get it. */
  missing(): Promise<string | null>;
  start(): Promise<Harness>;
}
