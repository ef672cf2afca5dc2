import { type BookingStatus, bookingStatuses } from '@/lib/core/bookings/status';
import { atLeast } from '@/lib/core/places/role';
import type { Instant } from '@/lib/core/time/instant';
import type { BookingStore, ListedDate, Page } from '@/lib/db/ports';
import type { Call } from '@/lib/services/call';

export interface ListBookingsRequest {
  readonly mine: boolean;
  readonly roomId?: string | undefined;
  readonly start?: Instant | undefined;
  readonly end?: Instant | undefined;
  /** Absent: all but those that never came to be. */
  readonly statuses?: readonly BookingStatus[] | undefined;
  readonly cursor: string | null;
  readonly limit: number;
}

const usual = bookingStatuses.filter((status) => status !== 'failed');

/** Dates by start. Employees see their own; managers see everybody's unless they ask for their own. */
export async function listBookings(
  bookings: BookingStore,
  request: ListBookingsRequest,
  { person }: Call,
): Promise<Page<ListedDate>> {
  const { mine, statuses, cursor, limit, ...filter } = request;
  const onlyOwn = mine || !atLeast(person.role, 'manager');
  return bookings.list(
    {
      ...filter,
      organisationId: person.organisationId,
      personId: onlyOwn ? person.id : undefined,
      statuses: statuses ?? usual,
    },
    { cursor, limit },
  );
}
