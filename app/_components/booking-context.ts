'use client';

import { createContext, useContext } from 'react';
import type { Repeat } from '@/app/_components/booking/repeat/repeat';
import type { Interval } from '@/lib/core/time/interval';

/** A room and a time that the reader is about to book. */
export interface BookingDraft extends Interval {
  readonly roomId: string;
  /** Absent: once. */
  readonly repeat?: Repeat;
}

export type OpenBooking = (draft: BookingDraft) => void;

export const BookingContext = createContext<OpenBooking | null>(null);

/** Opens the booking form: over the page where there is room, as a page of its own on phones. */
export function useOpenBooking(): OpenBooking {
  const open = useContext(BookingContext);
  if (!open) throw new Error('useOpenBooking needs a BookingProvider above it');
  return open;
}
