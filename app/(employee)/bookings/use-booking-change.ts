'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRefreshBookings } from '@/app/_components/booking/use-refresh-bookings';
import { bookingQuery } from '@/lib/http/client/bookings-queries';
import { type BookingRef, changeBooking } from '@/lib/http/client/change-booking';
import type { BookingChangeInput } from '@/lib/http/contract/bookings';

export interface WantedChange {
  readonly booking: BookingRef;
  readonly change: BookingChangeInput;
}

/** Sends changes; each fails when somebody else has changed the booking since it was read. */
export function useBookingChange() {
  const client = useQueryClient();
  const refresh = useRefreshBookings();
  return useMutation({
    mutationFn: ({ booking, change }: WantedChange) => changeBooking(booking, change),
    retry: false,
    onSuccess: (answer) => client.setQueryData(bookingQuery(answer.id).queryKey, answer),
    onSettled: refresh,
  });
}
