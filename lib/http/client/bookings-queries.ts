import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { type BookingStatus, bookingStatuses, liveStatuses } from '@/lib/core/bookings/status';
import { addMs, dayMs, formatInstant, type Instant } from '@/lib/core/time/instant';
import { sendForAnswer } from '@/lib/http/client/send';
import { getBooking, listBookings } from '@/lib/http/contract/bookings';

export const bookingViews = ['upcoming', 'waiting', 'past'] as const;
export type BookingView = (typeof bookingViews)[number];

const pastDays = 90;
const refreshMs = 15_000;

/** The reader's own bookings: to come, waiting for an answer, or of the last 90 days. */
export function myBookingsQuery(view: BookingView, now: Instant) {
  const query = { mine: true, ...selectionOf(view, now) };
  return infiniteQueryOptions({
    queryKey: ['bookings', view],
    queryFn: ({ pageParam, signal }) =>
      sendForAnswer(listBookings, { query: { ...query, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    refetchInterval: refreshMs,
  });
}

export function bookingQuery(bookingId: string) {
  return queryOptions({
    queryKey: ['booking', bookingId],
    queryFn: ({ signal }) => sendForAnswer(getBooking, { params: { id: bookingId }, signal }),
  });
}

function selectionOf(view: BookingView, now: Instant) {
  const at = formatInstant(now);
  const waiting = liveStatuses.filter((status) => status !== 'confirmed');
  if (view === 'upcoming') return { start: at, status: statuses(liveStatuses) };
  if (view === 'waiting') return { start: at, status: statuses(waiting) };
  return {
    start: formatInstant(addMs(now, -pastDays * dayMs)),
    end: at,
    status: statuses(bookingStatuses),
  };
}

function statuses(list: readonly BookingStatus[]): readonly string[] {
  return list;
}
