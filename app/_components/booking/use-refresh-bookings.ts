'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';

const touched = ['availability', 'search', 'bookings', 'booking', 'preview', 'people'];

/** Asks again for everything that a booking, a change or a cancellation may have made another. */
export function useRefreshBookings(): () => Promise<void> {
  const client = useQueryClient();
  return useCallback(async () => {
    await Promise.all(touched.map((name) => client.invalidateQueries({ queryKey: [name] })));
  }, [client]);
}
