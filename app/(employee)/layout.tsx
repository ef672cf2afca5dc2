import type { ReactNode } from 'react';
import { BookingProvider } from '@/app/_components/booking-provider';
import { SignedIn } from '@/app/_components/signed-in';
import { getContainer } from '@/lib/container';

export default async function EmployeeLayout({ children }: { readonly children: ReactNode }) {
  const { auth } = await getContainer();
  return (
    <SignedIn person={await auth.currentPerson()}>
      <BookingProvider>{children}</BookingProvider>
    </SignedIn>
  );
}
