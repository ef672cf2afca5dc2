import type { Availability, BusyInterval, BusyKind } from '@/lib/core/availability/busy';
import type { Visibility } from '@/lib/core/bookings/booking';
import type { BookingStatus } from '@/lib/core/bookings/status';
import type { Room } from '@/lib/core/places/room';
import type { Interval } from '@/lib/core/time/interval';

/** A live booking's time in a room, as availability shows it. */
export interface RoomOccurrence extends Interval {
  readonly roomId: string;
  readonly bookingId: string;
  readonly uid: string;
  readonly status: BookingStatus;
  readonly kind: BusyKind | 'hold';
  readonly title: string;
  readonly visibility: Visibility;
  readonly organizerId: string;
  readonly organizerName: string;
  readonly bookedById: string;
}

/** A stretch in which a room is taken, and Foyer's own booking behind it where there is one. */
export interface TakenInterval extends BusyInterval {
  readonly occurrence: RoomOccurrence | null;
}

export interface RoomTaken {
  readonly room: Room;
  readonly availability: Availability;
  /** Empty when unknown: look at the availability first. */
  readonly taken: readonly TakenInterval[];
}
