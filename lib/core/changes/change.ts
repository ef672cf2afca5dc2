import type { BookingStatus } from '@/lib/core/bookings/status';
import type { LinePlace } from '@/lib/core/changes/position';
import type { Interval } from '@/lib/core/time/interval';

/** In this stretch the room may be free where it was taken, or taken where it was free. */
export interface AvailabilityChange extends Interval {
  readonly topic: 'availability';
  readonly roomId: string;
}

/** A booking was made, changed or ended; the people are those who may hear of it. */
export interface BookingChange {
  readonly topic: 'booking';
  readonly bookingId: string;
  readonly status: BookingStatus;
  readonly organizerId: string;
  readonly bookedById: string;
}

export type Change = AvailabilityChange | BookingChange;

/** One change as the outbox keeps it. */
export interface OutboxLine extends LinePlace {
  readonly organisationId: string;
  readonly change: Change;
}

/** Too much has changed, or too long ago, to be told one by one: everything may be different. */
export interface Reset {
  readonly topic: 'reset';
}

/** Nothing new, but this far everything is told. */
export interface Reached {
  readonly topic: 'reached';
}

/** What a reader of the change stream is given; the id is a position to go on from. */
export interface ChangeEvent {
  readonly id: string;
  readonly change: Change | Reset | Reached;
}
