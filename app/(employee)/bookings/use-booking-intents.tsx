'use client';

import { type ReactNode, useMemo, useState } from 'react';
import type { BookingIntents } from '@/app/(employee)/bookings/booking-intents';
import { CancelDialog } from '@/app/(employee)/bookings/cancel-dialog';
import { MoveDialog } from '@/app/(employee)/bookings/move-dialog';
import type { BookingAnswer } from '@/lib/http/contract/bookings';

interface Wish {
  readonly what: 'move' | 'cancel';
  readonly booking: BookingAnswer;
}

/** The dialogs that a page of bookings opens, and the words that they leave behind. */
export function useBookingIntents(): {
  readonly intents: BookingIntents;
  readonly dialog: ReactNode;
  readonly told: string;
} {
  const [wish, setWish] = useState<Wish | null>(null);
  const [told, setTold] = useState('');
  const intents = useMemo<BookingIntents>(
    () => ({
      move: (booking) => setWish({ what: 'move', booking }),
      cancel: (booking) => setWish({ what: 'cancel', booking }),
      tell: setTold,
    }),
    [],
  );
  const Wanted = wish?.what === 'move' ? MoveDialog : CancelDialog;
  const dialog = wish && (
    <Wanted booking={wish.booking} onClose={() => setWish(null)} onDone={setTold} />
  );
  return { intents, dialog, told };
}
