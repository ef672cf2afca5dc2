'use client';

import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { type ReactNode, startTransition, useCallback, useState } from 'react';
import { bookAddress } from '@/app/_components/book-address';
import { BookingContext, type BookingDraft } from '@/app/_components/booking-context';
import { wideQuery } from '@/app/_components/use-media-query';

const BookingDialog = dynamic(async () => {
  const loaded = await import('@/app/_components/booking/booking-dialog');
  return loaded.BookingDialog;
});

/** Lets every page beneath it open the booking form. */
export function BookingProvider({ children }: { readonly children: ReactNode }) {
  const router = useRouter();
  const [draft, setDraft] = useState<BookingDraft | null>(null);
  const open = useCallback(
    (wanted: BookingDraft) => {
      if (window.matchMedia(wideQuery).matches) startTransition(() => setDraft(wanted));
      else router.push(bookAddress(wanted));
    },
    [router],
  );
  return (
    <BookingContext value={open}>
      {children}
      {draft && <BookingDialog draft={draft} onClose={() => setDraft(null)} />}
    </BookingContext>
  );
}
