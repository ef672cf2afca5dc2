import type { ReactNode } from 'react';
import { BookingProvider } from '@/app/_components/booking-provider';
import { SignedIn } from '@/app/_components/signed-in';

export default function EmployeeLayout({ children }: { readonly children: ReactNode }) {
  return (
    <SignedIn>
      <BookingProvider>{children}</BookingProvider>
    </SignedIn>
  );
}
