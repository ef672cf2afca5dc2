import type { BookingStatus } from '@/lib/core/bookings/status';
import type { StatusReason } from '@/lib/core/bookings/status-reason';
import type { Instant } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';
import type { ZoneId } from '@/lib/core/time/zone';

export interface Attendee {
  readonly email: string;
  readonly name?: string;
  readonly optional?: boolean;
}

export type Visibility = 'default' | 'private';

export interface BookingPerson {
  readonly id: string;
  readonly email: string;
  readonly name: string;
}

/** What a meeting says, apart from when and where it is. */
export interface BookingContent {
  readonly title: string;
  readonly description: string | null;
  readonly visibility: Visibility;
  readonly attendees: readonly Attendee[];
}

/** Words of an event or of one date where they are not those of the whole booking. */
export type OwnContent = Partial<Omit<BookingContent, 'visibility'>>;

export const stages = ['standing', 'arriving', 'leaving', 'withdrawn'] as const;
/**
 * Where an event is in a change of its booking: it stays, it is to come, or it is to go; the dates of
 * all three hold their slots. One that is withdrawn has none any more, but a late write of it may
 * still arrive.
 */
export type Stage = (typeof stages)[number];

/** One event in a calendar: of one or more rooms of one connection, once or as a series. */
export interface BookedEvent extends Interval {
  readonly id: string;
  readonly uid: string;
  readonly stage: Stage;
  readonly roomIds: readonly string[];
  /** Of a series; `start` and `end` are those of the first date that it names. */
  readonly rrule: string | null;
  readonly content: OwnContent | null;
  /** By how much the event is written longer than the meeting, to keep a room's buffers. */
  readonly bufferBeforeMs: number;
  readonly bufferAfterMs: number;
  /** Null until the event is known to be written. */
  readonly handle: string | null;
  readonly version: string | null;
}

/** One date of a booking in one room: what holds the slot. */
export interface BookedDate extends Interval {
  readonly eventId: string;
  readonly roomId: string;
  readonly status: BookingStatus;
  /** The start that the rule gives the date; of a booking of one date its start. */
  readonly recurrenceId: Instant;
  /** The meeting and the room's buffers around it. */
  readonly held: Interval;
  readonly content: OwnContent | null;
}

/** A booking as a whole; `start` and `end` are those of its first date. */
export interface BookingHead extends Interval, BookingContent {
  readonly id: string;
  readonly organisationId: string;
  readonly uid: string;
  readonly status: BookingStatus;
  readonly statusReason: StatusReason | null;
  readonly organizer: BookingPerson;
  readonly bookedById: string;
  /** The zone whose wall clock the meeting keeps. */
  readonly timeZone: ZoneId;
  /** Null for a booking of one date. */
  readonly rrule: string | null;
  readonly lastEnd: Instant;
  readonly revision: number;
  readonly createdAt: Instant;
}

export interface Booking extends BookingHead {
  readonly events: readonly BookedEvent[];
  readonly dates: readonly BookedDate[];
  /** While it is being changed. */
  readonly change: BookingChange | null;
  /** While set, reconciliation takes the booking up once this moment has passed. */
  readonly dueAt: Instant | null;
  readonly attempts: number;
}

/** What a booking is to be once its change is done, beside its arriving events and dates. */
export interface BookingChange {
  readonly content: OwnContent & { readonly visibility?: Visibility };
  readonly rrule: string | null;
  /** Events that only keep new slots until the change is done. */
  readonly guardIds: readonly string[];
  readonly steps: readonly ChangeStep[];
  /** How to put back what the steps did; null where none of them gives anything back to others. */
  readonly undo: readonly ChangeStep[];
}

/** One write of a change. Each can be made again without harm. */
export type ChangeStep =
  | { readonly kind: 'create'; readonly eventId: string }
  /** Brings the event to what its arriving version says, whichever of the two it is now. */
  | { readonly kind: 'update'; readonly eventId: string }
  | { readonly kind: 'update-date'; readonly eventId: string; readonly recurrenceId: Instant }
  | { readonly kind: 'cancel-date'; readonly eventId: string; readonly recurrenceId: Instant }
  | { readonly kind: 'remove'; readonly eventId: string };

/** The iCalendar UID of a booking's first event; the others' begin with it. */
export function uidOf(bookingId: string): string {
  return `foyer-${bookingId}`;
}

/** The uid of a further event of the booking: `part` is its number, or names the change that made it. */
export function partUid(bookingUid: string, part: string | number): string {
  return `${bookingUid}-${part}`;
}

/** True for an event that the booking of this uid wrote. */
export function isOwnUid(bookingUid: string, uid: string): boolean {
  return uid === bookingUid || uid.startsWith(`${bookingUid}-`);
}

/** The rooms of all its dates, each once. */
export function roomIdsOf({ dates }: Pick<Booking, 'dates'>): readonly string[] {
  return [...new Set(dates.map(({ roomId }) => roomId))];
}
