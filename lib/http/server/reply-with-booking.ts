import { changingReasons } from '@/lib/core/bookings/status-reason';
import type { Person } from '@/lib/core/places/person';
import type { BookingAnswer } from '@/lib/http/contract/bookings';
import type { SuccessStatus } from '@/lib/http/contract/endpoint';
import type { Readable } from '@/lib/http/server/handle';
import { type PresentDeps, presentBookings } from '@/lib/http/server/present-bookings';
import { type BookingView, etagOf } from '@/lib/http/server/presenters/booking';

export interface Statuses {
  readonly settled: SuccessStatus;
  /** While an answer is still due. */
  readonly open: SuccessStatus;
}

/** One booking with its ETag. */
export async function replyWithBooking(
  deps: PresentDeps,
  view: BookingView,
  reader: Person,
  statuses: Statuses,
) {
  const [body = null] = await presentBookings(deps, [view], reader);
  return withBooking(view, body, statuses);
}

/** The same for a booking that is presented already. */
export function withBooking(
  view: BookingView,
  body: Readable<BookingAnswer> | null,
  { settled, open }: Statuses,
) {
  const { status, statusReason } = view.booking;
  const isChanging = statusReason !== null && changingReasons.has(statusReason);
  const isOpen = status === 'pending' || status.startsWith('awaiting-') || isChanging;
  return {
    status: isOpen ? open : settled,
    body,
    headers: { etag: etagOf(view.booking), location: body?.links.self ?? '' },
  };
}
