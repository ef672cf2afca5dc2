import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import {
  type BookingStatus,
  bookingStatuses,
  isLost,
  isWaiting,
  liveStatuses,
} from '@/lib/core/bookings/status';
import { addMs, dayMs, formatInstant, type Instant } from '@/lib/core/time/instant';
import { sendForAnswer } from '@/lib/http/client/send';
import { type BookingAnswer, getBooking, listBookings } from '@/lib/http/contract/bookings';

export const bookingViews = ['upcoming', 'waiting', 'past'] as const;
export type BookingView = (typeof bookingViews)[number];

const pastDays = 90;
const refreshMs = 15_000;
const askAgainMs = 3_000;

/** The reader's own bookings: to come or lost, waiting for an answer, or of the last 90 days. */
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

/** The same, kept current while an answer is due, with the change stream or without. */
export function currentBookingQuery(bookingId: string) {
  return queryOptions({
    ...bookingQuery(bookingId),
    staleTime: askAgainMs,
    refetchInterval: ({ state }) => (state.data && isDue(state.data) ? askAgainMs : false),
  });
}

/** Whether it, or a date of it, still waits for somebody's answer. */
function isDue({ status, occurrences = [] }: BookingAnswer): boolean {
  return isWaiting(status) || occurrences.some((date) => isWaiting(date.status));
}

function selectionOf(view: BookingView, now: Instant) {
  const at = formatInstant(now);
  // What was lost is still looked for among what was to come.
  const upcoming = [...liveStatuses, ...bookingStatuses.filter(isLost)];
  if (view === 'upcoming') return { start: at, status: statuses(upcoming) };
  if (view === 'waiting') return { start: at, status: statuses(liveStatuses.filter(isWaiting)) };
  return {
    start: formatInstant(addMs(now, -pastDays * dayMs)),
    end: at,
    status: statuses(bookingStatuses),
  };
}

function statuses(list: readonly BookingStatus[]): readonly string[] {
  return list;
}
