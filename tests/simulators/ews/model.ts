import type { RoomPolicy } from '../room-attendant/room-policy';
import type { Recurrence } from './recurrence';

export type ResponseType =
  | 'Unknown'
  | 'Organizer'
  | 'Tentative'
  | 'Accept'
  | 'Decline'
  | 'NoResponseReceived';

export type FreeBusyStatus = 'Free' | 'Tentative' | 'Busy' | 'OOF' | 'WorkingElsewhere' | 'NoData';

export interface Address {
  readonly name: string;
  readonly email: string;
}

export interface Attendee extends Address {
  readonly response: ResponseType;
  readonly respondedMs: number | null;
}

/** A MAPI property that clients added: the attributes of its ExtendedFieldURI, and its value. */
export interface ExtendedProperty {
  readonly field: Readonly<Record<string, string>>;
  readonly value: string;
}

/** What a client writes into a calendar item, of one date of a series too. */
export interface Fields {
  readonly subject: string;
  readonly body: string;
  readonly bodyType: 'Text' | 'HTML';
  readonly startMs: number;
  readonly endMs: number;
  /** Windows name of the zone whose wall clock the item keeps. */
  readonly startZone: string;
  readonly endZone: string;
  readonly allDay: boolean;
  readonly freeBusy: FreeBusyStatus;
  readonly location: string;
  readonly sensitivity: 'Normal' | 'Personal' | 'Private' | 'Confidential';
  readonly required: readonly Attendee[];
  readonly optional: readonly Attendee[];
  readonly resources: readonly Attendee[];
  readonly categories: readonly string[];
  readonly extended: readonly ExtendedProperty[];
}

export interface CalendarItem {
  readonly id: string;
  readonly mailbox: string;
  readonly uid: string;
  readonly createdMs: number;
  readonly organizer: Address;
  version: number;
  modifiedMs: number;
  fields: Fields;
  isCancelled: boolean;
  myResponse: ResponseType;
  requestSent: boolean;
  /** A new time that nobody was told of yet. */
  hasUntoldTimes: boolean;
  sequence: number;
  recurrence: Recurrence | null;
  /** By the start that the rule gives. */
  readonly exceptions: Map<number, Partial<Fields>>;
  readonly deleted: Set<number>;
}

export interface Mailbox {
  readonly email: string;
  readonly name: string;
  readonly kind: 'user' | 'room';
  password: string;
  /** Holds ApplicationImpersonation over every mailbox. */
  mayImpersonate: boolean;
  /** Who may open this calendar as a delegate, lower case. */
  readonly delegates: Set<string>;
  readonly items: Map<string, CalendarItem>;
  readonly log: LogLine[];
  /** Changed to make every sync state handed out so far worthless. */
  syncEpoch: number;
  policy: RoomPolicy;
  /** What acceptance does to the room's copy; Exchange removes all three unless told otherwise. */
  keeps: { readonly subject: boolean; readonly body: boolean; readonly privacy: boolean };
  /** An error that free/busy of this mailbox is answered with. */
  freeBusyError: string | null;
}

export interface LogLine {
  readonly itemId: string;
  readonly change: 'create' | 'update' | 'delete';
}

/** Variations that servers in the field show. */
export interface Switches {
  resources: 'as-resources' | 'as-required';
  responses: 'filled' | 'never-filled';
  calendarView: 'expanded' | 'masters-only';
  /** How a window beyond the limit is refused. */
  windowRefusal: 'per-mailbox' | 'fault';
}
