'use client';

import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import { isDefiniteRefusal, newIdempotencyKey } from '@/app/_components/booking/idempotency-key';
import { useRefreshBookings } from '@/app/_components/booking/use-refresh-bookings';
import { bookRooms } from '@/lib/http/client/create-booking';
import { RequestFailure } from '@/lib/http/client/request-failure';
import type { BookingInput } from '@/lib/http/contract/bookings';

/** Sends bookings, each attempt under one key until the server has definitely refused it. */
export function useBooking() {
  const refresh = useRefreshBookings();
  const key = useRef<string | null>(null);
  return useMutation({
    mutationFn: (input: BookingInput) => {
      key.current ??= newIdempotencyKey();
      return bookRooms(input, key.current);
    },
    retry: false,
    onError: (error) => {
      if (error instanceof RequestFailure && isDefiniteRefusal(error)) key.current = null;
    },
    onSuccess: () => {
      key.current = null;
    },
    onSettled: refresh,
  });
}
