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

/** One room of a booking, with the name and version of the event in that room's calendar. */
export interface BookedRoom {
  readonly roomId: string;
  /** Null until the event is known to be written. */
  readonly handle: string | null;
  readonly version: string | null;
  readonly answer: 'accepted' | 'declined' | 'tentative' | 'pending';
}

export interface Booking extends Interval {
  readonly id: string;
  readonly organisationId: string;
  readonly uid: string;
  readonly status: BookingStatus;
  readonly statusReason: StatusReason | null;
  readonly title: string;
  readonly description: string | null;
  readonly visibility: Visibility;
  readonly organizer: BookingPerson;
  readonly bookedById: string;
  readonly attendees: readonly Attendee[];
  readonly timeZone: ZoneId;
  readonly rooms: readonly BookedRoom[];
  readonly revision: number;
  /** While set, reconciliation takes the booking up once this moment has passed. */
  readonly dueAt: Instant | null;
  readonly attempts: number;
  readonly createdAt: Instant;
}

/** The iCalendar UID of a booking in every calendar that holds it. */
export function uidOf(bookingId: string): string {
  return `foyer-${bookingId}`;
}
